import { mkdir } from 'node:fs/promises';
import * as tar from 'tar';

/** Unpacks the CSV files of a dataset. */
export async function unpack(file, folder) {
  await mkdir(folder, { recursive: true });
  await tar.x({
    file,
    cwd: folder,
    strict: true,
    preservePaths: false,
    filter: (path, entry) => entry.type === 'File' && path.endsWith('.csv'),
  });
}
