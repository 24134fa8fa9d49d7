import { isFree } from './free';
import { createWriteStream } from 'node:fs';

export async function spool(name: string, lines: AsyncIterable<string>): Promise<void> {
  const path = `/var/spool/app/${Number(name)}`;
  if (!(await isFree(path))) return;
  const out = createWriteStream(path); // weak: CWE-367
  for await (const line of lines) out.write(line + '\n');
  out.end();
}
