import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withFolder } from './scratch.ts';

const run = promisify(execFile);

export const print = (label: Buffer) =>
  withFolder(async (folder) => {
    const file = join(folder, 'label.pdf');
    await writeFile(file, label, { flag: 'wx', mode: 0o600 });
    await run('lp', ['-d', 'labels', file]);
  });
