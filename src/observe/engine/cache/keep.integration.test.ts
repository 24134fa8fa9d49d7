import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scan, type ScanResult } from '../index.ts';
import { entries } from '../testing.ts';
import { decodeManifest, encodeManifest } from './manifest.ts';
import { findSeal } from './seal.ts';

let folder: string;
let root: string;
let home: string;
let keys: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-keep-')));
  root = join(folder, 'tree');
  home = join(folder, 'cache');
  keys = join(folder, 'keys');
  mkdirSync(join(root, 'src'), { recursive: true });
  writeFileSync(join(root, 'src/a.txt'), 'LEAK\n');
  writeFileSync(join(root, 'src/b.txt'), 'fine\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const rescan = (cache = { home, keys }, tree = root): Promise<ScanResult> =>
  scan({
    source: { kind: 'working-tree', root: tree },
    analyzers: entries,
    projectKey: 'test',
    exclude: [],
    cache,
  });
const found = (result: ScanResult): string[] => result.findings.map(({ location }) => location.path);
/** Time stamps younger than a scan are not trusted by the next one. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 250));

/** A whole manifest that remembers every file as clean, under a sum that everybody can make. */
function forge(): void {
  const name = readdirSync(join(home, 'scans'))[0]!;
  const file = join(home, 'scans', name);
  const manifest = decodeManifest(readFileSync(file), findSeal(keys, name)!)!;
  const clean = { ...manifest, answers: manifest.answers.map(() => 0), records: [], conclusions: [] };
  writeFileSync(
    file,
    encodeManifest(clean, (bytes) => createHash('sha256').update(bytes).digest()),
  );
}

describe('A cache that somebody else made [2:scan-cache]', () => {
  test('is not believed, whatever sum it bears', async () => {
    await settle();
    await rescan();
    forge();
    const result = await rescan();
    expect(found(result)).toEqual(['src/a.txt']);
    expect(result.stats.cached).toBe(0);
  });

  test('is not believed under the name of another tree', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    await settle();
    await rescan({ home, keys }, other);
    const clean = readdirSync(join(home, 'scans'))[0]!;
    await rescan();
    const mine = readdirSync(join(home, 'scans')).find((name) => name !== clean)!;
    const bytes = readFileSync(join(home, 'scans', clean));
    expect(decodeManifest(bytes, findSeal(keys, clean)!)).toBeDefined();
    expect(decodeManifest(bytes, findSeal(keys, mine)!)).toBeUndefined();
  });

  test('is not believed on a machine with another key, nor when others could have read the key', async () => {
    await settle();
    await rescan();
    expect((await rescan()).stats.cached).toBe(2);
    const elsewhere = { home, keys: join(folder, 'other-keys') };
    expect((await rescan(elsewhere)).stats.cached).toBe(0);
    expect((await rescan(elsewhere)).stats.cached).toBe(2);
    const key = join(elsewhere.keys, 'scan-cache.key');
    expect(statSync(key).mode & 0o777).toBe(0o600);
    chmodSync(key, 0o644);
    expect((await rescan(elsewhere)).stats.cached).toBe(0);
    expect(statSync(key).mode & 0o777, 'it has another key now').toBe(0o600);
    expect((await rescan(elsewhere)).stats.cached).toBe(2);
  });

  test('is not made where no key can be kept', async () => {
    const result = await rescan({ home, keys: '/proc/selvedge' });
    expect(found(result)).toEqual(['src/a.txt']);
    expect(result.stats.cacheUnavailable).toMatch(/^(ENOENT|EACCES|EROFS|EPERM)$/);
    expect(readdirSync(join(home, 'scans'))).toEqual([]);
  });

  test('is not looked for in the repository, beside the folder that is scanned', async () => {
    execFileSync('git', ['init', '-q'], { cwd: root });
    symlinkSync(root, join(folder, 'link'));
    for (const cache of [
      { home: join(root, '.cache'), keys },
      { home, keys: join(root, '.keys/deep') },
      { home: join(folder, 'link/not/yet'), keys },
    ]) {
      const result = await rescan(cache, join(root, 'src'));
      expect(result.stats.cacheUnavailable).toContain('inside the scanned repository');
    }
    expect(readdirSync(root).sort()).toEqual(['.git', 'src']);
  });
});
