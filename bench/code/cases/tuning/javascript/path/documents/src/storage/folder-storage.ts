import { readFile, rm } from 'node:fs/promises';
import { join, normalize } from 'node:path';

export class FolderStorage {
  constructor(private readonly root: string) {}

  async read(key: string): Promise<string> {
    return readFile(this.pathOf(key), 'utf8'); // weak: CWE-22
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key)); // weak: CWE-22
  }

  private pathOf(key: string): string {
    return join(this.root, normalize(key));
  }
}
