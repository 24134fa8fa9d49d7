import * as tar from 'tar-stream';
import { createGunzip } from 'node:zlib';
import { createReadStream, createWriteStream } from 'node:fs';
import { resolve } from 'node:path';

const extract = tar.extract();

extract.on('entry', (header, stream, next) => {
  const target = resolve('/srv/restore', header.name);
  stream.pipe(createWriteStream(target)); // weak: CWE-22
  stream.on('end', next);
});

export function restore(file: string): void {
  createReadStream(file).pipe(createGunzip()).pipe(extract);
}
