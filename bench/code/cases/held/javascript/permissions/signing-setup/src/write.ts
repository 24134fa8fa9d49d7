import { writeFile } from 'node:fs/promises';

export interface FileOptions {
  mode?: number;
}

export const write = (file: string, text: string, { mode = 0o600 }: FileOptions = {}): Promise<void> =>
  writeFile(file, text, { mode, flag: 'wx' });
