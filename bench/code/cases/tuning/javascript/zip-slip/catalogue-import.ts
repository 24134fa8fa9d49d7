import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import unzipper from 'unzipper';

export function importCatalogue(file: string, folder: string): Promise<void> {
  return createReadStream(file)
    .pipe(unzipper.Parse())
    .on('entry', (entry) => {
      const name = basename(entry.path);
      if (/^[a-z]+\.json$/.test(name)) entry.pipe(createWriteStream(`${folder}/${name}`));
      else entry.autodrain();
    })
    .promise();
}
