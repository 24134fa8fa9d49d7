import { createReadStream } from 'node:fs';
import path from 'node:path';

const folders = { summer: '/srv/summer', winter: '/srv/winter' };

export function open(album, file) {
  const folder = folders[album === 'winter' ? 'winter' : 'summer'];
  return createReadStream(path.join(folder, path.basename(String(file))));
}
