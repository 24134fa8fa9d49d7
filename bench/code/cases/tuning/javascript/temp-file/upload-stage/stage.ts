import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';

export async function stage(kind: string, bytes: Buffer): Promise<void> {
  const stream = createWriteStream(`${tmpdir()}/${kind}.part`); // weak: CWE-377|CWE-379
  stream.end(bytes);
  await once(stream, 'finish');
}
