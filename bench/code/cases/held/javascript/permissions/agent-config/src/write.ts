import { writeFile } from 'node:fs/promises';

export interface FileOptions {
  mode?: number;
}

export const write = (file: string, text: string, { mode = 0o666 }: FileOptions = {}): Promise<void> =>
  writeFile(file, text, { mode }); // weak: CWE-732|CWE-276
