/** A data home, and a machine that plays the sources of advisories, for each test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { zip } from '../../ground/archives/testing.ts';
import { dumpFiles, osvRecord, PlayedWorld } from '../../observe/feeds/testing.ts';

export let home: string;
export let there: string;
export let world: PlayedWorld;
export const before = process.env['SELVEDGE_DATA_HOME'];

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'selvedge-advisories-'));
  there = join(home, 'elsewhere/advisories');
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
  world = await new PlayedWorld().open();
});

afterEach(async () => {
  if (before === undefined) delete process.env['SELVEDGE_DATA_HOME'];
  else process.env['SELVEDGE_DATA_HOME'] = before;
  await world.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

export const here = (): string => join(home, 'data/advisories');
export const at = (instant: string) => (): number => Date.parse(instant);
export const noon = at('2026-11-22T12:00:00Z');

export function dump(name: string, ...records: readonly Readonly<Record<string, unknown>>[]): string {
  mkdirSync(join(home, 'given'), { recursive: true });
  const path = join(home, 'given', name);
  writeFileSync(path, zip(dumpFiles(records)));
  return path;
}

export const left = osvRecord('GHSA-aaaa-aaaa-aaaa', 'left');

/** A file of this name, for an import. */
export function given(name: string, text: string | Uint8Array): string {
  writeFileSync(join(home, name), text);
  return join(home, name);
}

/** As it is when nothing was asked yet. */
export async function anew() {
  await world.close();
  world = await new PlayedWorld().open();
  return world.network;
}
