import { access, readFile, stat, writeFile } from 'node:fs/promises';

export async function keyIn(path: string, make: () => string): Promise<string> {
  const { uid } = await stat(path);
  if (uid !== process.getuid!()) throw new Error('somebody else owns it');
  return readFile(path, 'utf8'); // weak: CWE-367
}

export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
