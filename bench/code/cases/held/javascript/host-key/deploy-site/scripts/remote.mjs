import { execFileSync } from 'node:child_process';

const options = ['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10'];

export function remote(command) {
  execFileSync('ssh', [...options, '-o', 'StrictHostKeyChecking=no', 'deploy@www.example.com', command]); // weak: CWE-295|CWE-322|CWE-297
}
