import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export async function deploy(): Promise<void> {
  const options = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null']; // weak: CWE-322|CWE-295
  await promisify(execFile)('scp', [...options, '-r', 'dist', 'deploy@www.example.org:/srv/www']);
}
