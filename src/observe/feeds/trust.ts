import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from 'selvedge-verify';
import { makeFolder } from '#ground/places';
import { isObject } from './json.ts';

const fileName = 'trusted-keys.json';

/** A key whose bundles were taken over, and when the newest of them was made, in milliseconds since 1970: an older one is a step back. */
export interface TrustedKey {
  readonly key: VerifierKey;
  readonly newest: number;
}

export function trustedKeys(folder: string): TrustedKey[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, fileName), 'utf8'));
  } catch {
    return [];
  }
  const keys = isObject(value) && isObject(value['keys']) ? value['keys'] : {};
  return Object.entries(keys).flatMap(([text, newest]) => {
    try {
      return typeof newest === 'number' ? [{ key: parseVerifierKey(text), newest }] : [];
    } catch {
      return [];
    }
  });
}

export function newestOf(folder: string, key: VerifierKey): number {
  return trustedKeys(folder).find((one) => formatVerifierKey(one.key) === formatVerifierKey(key))?.newest ?? 0;
}

export function noteTaken(folder: string, key: VerifierKey, at: number): void {
  const keys = Object.fromEntries(trustedKeys(folder).map((one) => [formatVerifierKey(one.key), one.newest]));
  keys[formatVerifierKey(key)] = at;
  makeFolder(folder);
  const fresh = join(folder, `${fileName}.${process.pid}.tmp`);
  writeFileSync(fresh, JSON.stringify({ version: 1, keys }), { mode: 0o600 });
  renameSync(fresh, join(folder, fileName));
}
