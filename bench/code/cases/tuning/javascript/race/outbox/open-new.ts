import { open, type FileHandle } from 'node:fs/promises';

export async function openNew(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'wx', 0o600);
  } catch {
    return undefined;
  }
}
