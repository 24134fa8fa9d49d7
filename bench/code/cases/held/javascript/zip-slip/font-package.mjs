import { createReadStream, createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import unzipper from 'unzipper';

const FONT = /^[A-Za-z0-9-]+\.(?:woff2|ttf)$/;

export function installFonts(archive) {
  return createReadStream(archive)
    .pipe(unzipper.Parse())
    .on('entry', (entry) => {
      const name = basename(entry.path);
      if (entry.type !== 'File' || !FONT.test(name)) return entry.autodrain();
      entry.pipe(createWriteStream(join('/usr/share/fonts/site', name)));
    })
    .promise();
}
