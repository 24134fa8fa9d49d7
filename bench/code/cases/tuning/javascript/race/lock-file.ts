import { open } from 'node:fs/promises';

export async function textOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { uid } = await file.stat();
    if (uid !== process.getuid!()) throw new Error('somebody else owns it');
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
