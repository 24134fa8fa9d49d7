import { createReadStream, createWriteStream } from 'node:fs';
import unzipper from 'unzipper';

export function importBundle(file: string, folder: string): Promise<void> {
  return createReadStream(file)
    .pipe(unzipper.Parse())
    .on('entry', (entry) => {
      const name: string = entry.path;
      if (name.endsWith('.json')) entry.pipe(createWriteStream(`${folder}/${name}`)); // weak: CWE-22
      else entry.autodrain();
    })
    .promise();
}
