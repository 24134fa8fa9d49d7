import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bytesAccess, membersOf } from '#ground/archives';
import type { OsvInput } from './records-update.ts';

/** The OSV dumps in a folder, by ecosystem: `npm`, `malicious-npm`. */
export function dumpsIn(folder: string): { readonly name: string; readonly path: string }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.zip'))
    .sort()
    .map((file) => ({ name: basename(file, '.zip'), path: join(folder, file) }));
}

/** The records of one of OSV's per-ecosystem dumps: a zip of `ID.json`. */
export function* recordsOfDump(path: string): Generator<OsvInput> {
  const limits = {
    memberBytes: 16 * 1024 * 1024,
    totalBytes: 4 * 1024 ** 3,
    depth: 1,
    members: 1_000_000,
    deadline: performance.now() + 600_000,
  };
  for (const found of membersOf(bytesAccess(readFileSync(path)), basename(path), limits)) {
    if (!('bytes' in found)) throw new Error(`${found.path}: ${found.detail}`);
    yield { name: basename(found.path, '.json'), content: Uint8Array.from(found.bytes) };
  }
}
