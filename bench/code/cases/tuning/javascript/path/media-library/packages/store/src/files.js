import { createReadStream } from 'node:fs';
import path from 'node:path';

const folders = { photos: '/srv/photos', videos: '/srv/videos' };

export function open(kind, file) {
  const folder = folders[kind === 'videos' ? 'videos' : 'photos'];
  return createReadStream(path.resolve(folder, file)); // weak: CWE-22
}
