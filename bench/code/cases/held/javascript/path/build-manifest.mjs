import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const dist = new URL('../dist/', import.meta.url).pathname;
const manifest = {};

for (const name of await readdir(dist)) {
  const hashed = /^(?<base>[a-z]+)-(?<hash>[0-9a-f]{8})\.js$/.exec(name);
  if (!hashed) continue;
  const { length } = await readFile(join(dist, name));
  manifest[hashed.groups.base] = { file: name, length };
}

await writeFile(join(dist, 'manifest.json'), JSON.stringify(manifest, null, 2));
