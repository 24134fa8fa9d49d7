import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export async function publish(): Promise<void> {
  const options = ['-o', 'StrictHostKeyChecking=yes', '-o', 'UserKnownHostsFile=/etc/ssh/known_hosts'];
  await promisify(execFile)('scp', [...options, '-r', 'dist', 'deploy@www.example.org:/srv/www']);
}
