import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';

export class FolderStorage {
  constructor(private readonly root: string) {}

  async read(key: string): Promise<string> {
    return readFile(this.pathOf(key), 'utf8');
  }

  private pathOf(key: string): string {
    const path = resolve(this.root, key);
    const below = relative(this.root, path);
    if (below.startsWith('..') || isAbsolute(below)) throw new Error('outside of the storage');
    return path;
  }
}
