import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { entries } from '../testing.ts';
import { cacheHome, found, gaps, keys, repository, rescan, root, run, settle, write } from './testing.ts';

describe('The cache [2:scan-cache]', () => {
  test('answers for what has not changed', async () => {
    write('a.txt', 'LEAK\n');
    write('deep/b.txt', 'fine\n');
    write('logo.png', Buffer.from('89504e470d0a1a0a00000000', 'hex'));
    symlinkSync('/etc', join(root, 'outside'));
    write('THROW.txt', 'THROW\n');
    await settle();
    const first = await rescan();
    const second = await rescan();
    expect(first.stats).toMatchObject({ files: 4, cached: 0 });
    // What failed is tried again.
    expect(second.stats).toMatchObject({ files: 4, cached: 3 });
    expect(second.findings).toEqual(first.findings);
    expect(second.scope).toEqual(first.scope);
  });

  test('sees files that are new, gone, changed, or changed under their old times and size', async () => {
    for (const name of ['same.txt', 'changed.txt', 'forged.txt', 'gone.txt']) write(`src/${name}`, 'fine\n');
    await settle();
    await rescan();
    write('src/changed.txt', 'now LEAK\n');
    write('src/forged.txt', 'LEAK\n');
    utimesSync(join(root, 'src/forged.txt'), 1_000_000_000, 1_000_000_000);
    rmSync(join(root, 'src/gone.txt'));
    write('src/new/new.txt', 'LEAK\n');
    const result = await rescan();
    expect(found(result)).toEqual(['src/changed.txt:1', 'src/forged.txt:1', 'src/new/new.txt:1']);
    expect(result.stats).toMatchObject({ files: 4, cached: 1 });
  });

  test('sees a file that was put in the place of another with all its times', async () => {
    write('a.txt', 'fine\n');
    utimesSync(join(root, 'a.txt'), 1_000_000_000, 1_000_000_000);
    await settle();
    await rescan();
    write('b.txt', 'LEAK\n');
    utimesSync(join(root, 'b.txt'), 1_000_000_000, 1_000_000_000);
    renameSync(join(root, 'b.txt'), join(root, 'a.txt'));
    expect(found(await rescan())).toEqual(['a.txt:1']);
  });

  test('does not trust what changed while, or just before, it was made', async () => {
    write('a.txt', 'fine\n');
    await rescan();
    write('a.txt', 'LEAK\n');
    expect(found(await rescan())).toEqual(['a.txt:1']);
  });

  test('sees ignore files, excludes and the index change', async () => {
    repository();
    write('.gitignore', 'out/\n');
    write('out/a.txt', 'LEAK\n');
    write('src/b.txt', 'LEAK\n');
    write('src/deep/c.txt', 'LEAK\n');
    await settle();
    expect(found(await rescan())).toEqual(['src/b.txt:1', 'src/deep/c.txt:1']);
    expect(found(await rescan())).toEqual(['src/b.txt:1', 'src/deep/c.txt:1']);
    write('src/.gitignore', 'c.txt\n');
    expect(found(await rescan())).toEqual(['src/b.txt:1']);
    await settle();
    await rescan();
    write('src/.gitignore', 'b.txt\n');
    expect(found(await rescan())).toEqual(['src/deep/c.txt:1']);
    run('add', '-f', 'out/a.txt');
    expect(found(await rescan())).toEqual(['out/a.txt:1', 'src/deep/c.txt:1']);
    await settle();
    expect(found(await rescan())).toEqual(['out/a.txt:1', 'src/deep/c.txt:1']);
    expect((await rescan()).stats).toMatchObject({ files: 4, cached: 4 });
    expect(found(await rescan({ exclude: ['src/'] }))).toEqual(['out/a.txt:1']);
  });

  test('knows a file again by its content when only its times are new', async () => {
    write('a.txt', 'LEAK\n');
    write('b.txt', 'fine\n');
    await settle();
    await rescan();
    utimesSync(join(root, 'a.txt'), 2_000_000_000, 2_000_000_000);
    utimesSync(join(root, 'b.txt'), 1_500_000_000, 1_500_000_000);
    const result = await rescan();
    expect(found(result)).toEqual(['a.txt:1']);
    expect(result.stats.cached).toBe(2);
  });

  test('is not used for other analyzers, another version of one, other settings or another key', async () => {
    write('a.txt', 'LEAK\n');
    await settle();
    await rescan();
    const analyzer = await entries[1]!.load();
    const newer = { id: 'leaks', load: () => Promise.resolve({ ...analyzer, version: 2 }) };
    expect((await rescan({ analyzers: [entries[0]!, newer] })).stats.cached).toBe(0);
    expect((await rescan({ projectKey: 'other' })).stats.cached).toBe(0);
    expect((await rescan({ projectKey: 'other', budgets: { fileMs: 5 } })).stats.cached).toBe(0);
  });

  test('when cut, scrambled or forged, is as if it were not there', async () => {
    for (let i = 0; i < 20; i++) write(`src/${i}.txt`, i === 7 ? 'LEAK\n' : 'fine\n');
    await settle();
    const first = await rescan();
    const file = join(cacheHome, 'scans', readdirSync(join(cacheHome, 'scans'))[0]!);
    const whole = readFileSync(file);
    let seed = 11;
    for (let i = 0; i < 60; i++) {
      const bytes = Buffer.from(i % 4 === 0 ? whole.subarray(0, (i * 97) % whole.length) : whole);
      seed = (seed * 1103515245 + 12345) % 2147483648;
      if (i % 4 !== 0) bytes[seed % bytes.length]! ^= 1 + (i % 255);
      writeFileSync(file, bytes);
      const result = await rescan();
      expect(result.findings).toEqual(first.findings);
      expect(result.scope).toEqual(first.scope);
    }
    chmodSync(file, 0o666);
    expect((await rescan()).stats.cached, 'others could have written it').toBe(0);
  });

  test('does not hide next time that an analyzer did not open, or that the index could not be read', async () => {
    repository();
    write('a.txt', 'LEAK\n');
    run('add', '.');
    const analyzer = await entries[1]!.load();
    const closed = {
      ...analyzer,
      id: 'closed',
      open: (): never => {
        throw new Error('no');
      },
    };
    const analyzers = [...entries, { id: 'closed', load: () => Promise.resolve(closed) }];
    await settle();
    for (let i = 0; i < 3; i++) expect(gaps(await rescan({ analyzers }))).toEqual(['* analyzer-failed by closed !']);
    write('.gitignore', 'ignored\n');
    write('ignored', 'x');
    writeFileSync(join(root, '.git/index'), 'scrambled');
    await settle();
    for (let i = 0; i < 3; i++) expect(gaps(await rescan())).toEqual(['* parse-failed !', 'ignored excluded']);
  });

  test('that cannot be written changes nothing else, and the result says so', async () => {
    write('a.txt', 'LEAK\n');
    writeFileSync(cacheHome, 'a file where a folder should be');
    const result = await rescan();
    expect(found(result)).toEqual(['a.txt:1']);
    expect(result.stats.cacheUnavailable).toMatch(/^(ENOTDIR|EEXIST)$/);
    const readOnly = await rescan({ cache: { home: '/proc/selvedge', keys } });
    expect(readOnly.stats.cacheUnavailable).toMatch(/^(ENOENT|EACCES|EROFS|EPERM)$/);
  });

  test('on a full disk is left as it was', async ({ skip }) => {
    mkdirSync(cacheHome);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'selvedge', cacheHome]).status !== 0)
      skip('no file system can be mounted here');
    try {
      for (let i = 0; i < 500; i++) write(`${i}.txt`, i === 0 ? 'LEAK\n' : 'fine\n');
      const result = await rescan();
      expect(found(result)).toEqual(['0.txt:1']);
      expect(result.stats.cacheUnavailable).toBe('ENOSPC');
      expect(readdirSync(join(cacheHome, 'scans'))).toEqual([]);
    } finally {
      spawnSync('umount', [cacheHome]);
    }
  });

  test('remembers the trees that were scanned last, and drops the others', async () => {
    write('a.txt', 'LEAK\n');
    mkdirSync(join(cacheHome, 'scans'), { recursive: true });
    for (let i = 0; i < 100; i++) {
      const old = join(cacheHome, 'scans', `${i}.manifest`);
      writeFileSync(old, '');
      utimesSync(old, 1_000_000_000 + i, 1_000_000_000 + i);
    }
    await rescan();
    const left = readdirSync(join(cacheHome, 'scans'));
    expect(left).toHaveLength(64);
    expect(left).toContain('99.manifest');
    expect(left).not.toContain('0.manifest');
  });

  test('inside the scanned folder is refused: a tree could bring its own', async () => {
    write('a.txt', 'LEAK\n');
    const result = await rescan({ cache: { home: join(root, '.cache'), keys } });
    expect(result.stats.cacheUnavailable).toContain('inside the scanned folder');
    expect(existsSync(join(root, '.cache'))).toBe(false);
  });
});
