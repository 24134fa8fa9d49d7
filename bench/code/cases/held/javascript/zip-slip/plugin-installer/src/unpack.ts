import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import tar from 'tar-stream';

export async function unpack(archive: Readable, folder: string): Promise<number> {
  const extract = tar.extract();
  let files = 0;
  extract.on('entry', (header, stream, next) => {
    if (header.type !== 'file') {
      stream.resume();
      return next();
    }
    files += 1;
    stream.pipe(createWriteStream(join(folder, header.name))); // weak: CWE-22|CWE-23|CWE-29|CWE-73
    stream.on('end', next);
  });
  await pipeline(archive, extract);
  return files;
}
