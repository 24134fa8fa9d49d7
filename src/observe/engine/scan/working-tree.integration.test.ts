import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ScanError } from '../index.ts';
import { commit, found, gapAt, gaps, look, repository, root, run, write } from './testing.ts';

describe('What is scanned', () => {
  test('is nothing in an empty folder, which is covered all the same', async () => {
    const result = await look();
    expect(result.findings).toEqual([]);
    expect(result.scope).toMatchObject({
      source: 'working-tree',
      coverage: { kind: 'everything' },
      files: 0,
      bytes: 0,
      notLookedAt: [],
      rules: { count: 1, ids: ['leaks/line'] },
    });
  });

  test('is every file of a folder outside of git, whatever ignore files say', async () => {
    write('a.txt', 'fine\nLEAK\n');
    write('.gitignore', '*\n');
    write('deep/.gitignore', '*.log\n');
    write('deep/x.log', 'LEAK\n');
    const result = await look();
    expect(found(result)).toEqual(['a.txt:2', 'deep/x.log:1']);
    expect(gaps(result)).toEqual([]);
  });

  test('in a repository is what the ignore files of its folders leave', async () => {
    repository();
    write('a.txt', 'fine\nLEAK\n');
    write('deep/b.txt', 'LEAK\n');
    write('deep/.gitignore', '*.log\n!kept.log\n/out/\n');
    write('deep/x.log', 'LEAK\n');
    write('deep/kept.log', 'LEAK\n');
    write('deep/out/y.txt', 'LEAK\n');
    write('deep/er/out/z.txt', 'LEAK\n');
    const result = await look();
    expect(found(result)).toEqual(['a.txt:2', 'deep/b.txt:1', 'deep/er/out/z.txt:1', 'deep/kept.log:1']);
    expect(gaps(result)).toEqual(['deep/out/ excluded', 'deep/x.log excluded']);
    expect(gapAt(result, 'deep/x.log')?.detail).toBe('deep/.gitignore:1');
  });

  test('in a repository leaves out what git ignores, and not what it tracks though ignored [2:tracked-though-ignored]', async () => {
    repository();
    write('.gitignore', 'build/\n*.env\n');
    write('build/tracked.txt', 'LEAK\n');
    write('build/sub/tracked.txt', 'LEAK\n');
    write('prod.env', 'LEAK\n');
    run('add', '-f', '.');
    write('build/untracked.txt', 'LEAK\n');
    write('build/other/untracked.txt', 'LEAK\n');
    write('local.env', 'LEAK\n');
    write('.git/info/exclude', 'private.txt\n');
    write('private.txt', 'LEAK\n');
    const result = await look();
    expect(found(result)).toEqual(['build/sub/tracked.txt:1', 'build/tracked.txt:1', 'prod.env:1']);
    expect(gaps(result)).toEqual([
      'build/other/ excluded',
      'build/untracked.txt excluded',
      'local.env excluded',
      'private.txt excluded',
    ]);
  });

  test('knows what git tracks under another case, where that is one file', async () => {
    repository();
    write('Prod.env', 'LEAK\n');
    write('Build/A.txt', 'LEAK\n');
    commit();
    for (const path of ['Prod.env', 'Build']) rmSync(join(root, path), { recursive: true });
    write('.gitignore', '*.env\nbuild/\n');
    write('prod.env', 'LEAK\n');
    write('build/a.txt', 'LEAK\n');
    run('config', 'core.ignorecase', 'false');
    expect(found(await look())).toEqual([]);
    run('config', 'core.ignorecase', 'true');
    expect(found(await look())).toEqual(['build/a.txt:1', 'prod.env:1']);
  });

  test('is left out where selvedge.yaml excludes it, tracked or not', async () => {
    repository();
    write('vendor/a.txt', 'LEAK\n');
    write('src/a.gen.txt', 'LEAK\n');
    write('src/b.txt', 'LEAK\n');
    run('add', '.');
    const result = await look({ exclude: ['/vendor/', '*.gen.txt'] });
    expect(found(result)).toEqual(['src/b.txt:1']);
    expect(gaps(result)).toEqual(['src/a.gen.txt excluded', 'vendor/ excluded']);
  });

  test('below a folder of a repository follows the ignore files above, unless the folder itself is ignored', async () => {
    repository();
    write('.gitignore', '*.log\n/packages/*/dist/\n/scratch/\n');
    write('packages/one/x.log', 'LEAK\n');
    write('packages/one/dist/y.txt', 'LEAK\n');
    write('packages/one/z.txt', 'LEAK\n');
    write('scratch/x.log', 'LEAK\n');
    write('scratch/.gitignore', '*\n');
    const inner = await look({ source: { kind: 'working-tree', root: join(root, 'packages/one') } });
    expect(found(inner)).toEqual(['z.txt:1']);
    const ignored = await look({ source: { kind: 'working-tree', root: join(root, 'scratch') } });
    expect(found(ignored)).toEqual(['x.log:1']);
  });

  test('says which commit and branch it was', async () => {
    repository();
    write('a.txt', 'x');
    const head = commit();
    expect((await look()).description).toEqual({ kind: 'working-tree', root, commit: head, branch: 'main' });
  });

  test('must be there', async () => {
    const missing = look({ source: { kind: 'working-tree', root: join(root, 'missing') } });
    await expect(missing).rejects.toThrow(ScanError);
    await expect(missing).rejects.toMatchObject({ code: 'no-such-folder' });
  });
});
