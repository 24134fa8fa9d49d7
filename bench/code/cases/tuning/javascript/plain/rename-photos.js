#!/usr/bin/env node
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { folder: { type: 'string', default: '.' }, dry: { type: 'boolean', default: false } } });

const names = (await readdir(values.folder)).filter((name) => name.endsWith('.jpeg'));
for (const name of names) {
  const target = name.replace(/\.jpeg$/, '.jpg');
  if (values.dry) console.log(`${name} -> ${target}`);
  else await rename(join(values.folder, name), join(values.folder, target));
}
