import { renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '#ground/places';

/** Writes a file of the cache home, whole or not at all. One that cannot be written (a read-only home, a full disk) costs time and nothing else. */
export function keepInCache(file: string, text: string): void {
  try {
    makeFolder(dirname(file));
    const fresh = `${file}.${process.pid}.tmp`;
    writeFileSync(fresh, text, { mode: 0o600 });
    renameSync(fresh, file);
  } catch {
    return;
  }
}
