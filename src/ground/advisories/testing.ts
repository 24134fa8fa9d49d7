import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bytesAccess, membersOf } from '#ground/archives';
import { type Advisories, openAdvisories } from './advisories.ts';
import type { OsvInput } from './records-update.ts';
import { updateSource, type UpdateReport } from './update.ts';

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

const folders: string[] = [];

/** A folder of its own, until removeFolders. */
export function folderFor(): string {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-advisories-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

export type Osv = Readonly<Record<string, unknown>>;

/** A record about one package. */
export function osv(id: string, ecosystem: string, name: string, events: readonly object[], more: Osv = {}): Osv {
  const type = ['npm', 'Go', 'crates.io'].includes(ecosystem) ? 'SEMVER' : 'ECOSYSTEM';
  const ranges = events.length === 0 ? [] : [{ type, events }];
  return { id, modified: '2026-01-02T03:04:05Z', affected: [{ package: { ecosystem, name }, ranges }], ...more };
}

/** All versions before one. */
export function before(fixed: string): readonly object[] {
  return [{ introduced: '0' }, { fixed }];
}

/** Puts records into the index as a source’s, checked at the beginning of February 2026. */
export async function put(
  folder: string,
  source: string,
  records: readonly Osv[],
  { complete = true, removed = [] }: { readonly complete?: boolean; readonly removed?: readonly string[] } = {},
): Promise<UpdateReport> {
  return updateSource(folder, {
    source: { id: source, limitHours: 48 },
    checkedAt: Date.parse('2026-02-01T00:00:00Z'),
    content: {
      kind: 'records',
      complete,
      removed,
      records: records.map((record) => ({ name: String(record['id']), content: record })),
    },
  });
}

export function withIndex<Result>(folder: string, use: (index: Advisories) => Result): Result {
  const index = openAdvisories(folder);
  try {
    return use(index);
  } finally {
    index.close();
  }
}
