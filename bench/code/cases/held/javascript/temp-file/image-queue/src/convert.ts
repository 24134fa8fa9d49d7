import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { keep } from './scratch.ts';

const run = promisify(execFile);

export async function shrink(picture: Buffer): Promise<void> {
  const file = await keep(picture);
  await run('mogrify', ['-resize', '640x640>', file]);
}
