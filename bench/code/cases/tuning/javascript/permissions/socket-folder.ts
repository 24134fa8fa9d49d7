import { chmod, mkdir } from 'node:fs/promises';

export async function prepare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, '0777'); // weak: CWE-732
}
