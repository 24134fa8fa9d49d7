import * as tar from 'tar-stream';
import { createGunzip } from 'node:zlib';
import { createReadStream } from 'node:fs';

export async function list(file: string): Promise<string[]> {
  const extract = createReadStream(file).pipe(createGunzip()).pipe(tar.extract());
  const names: string[] = [];
  for await (const entry of extract) {
    names.push(entry.header.name);
    entry.resume();
    if (names.length >= 1000) break;
  }
  return names;
}
