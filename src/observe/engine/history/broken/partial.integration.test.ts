import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commit, gaps, git, look, packed, paths, root, workIn, write } from './testing.ts';

describe('A store that has not everything', () => {
  test('A shallow clone says that what came before is not here [3:secrets-history-broken]', async () => {
    commit('a.txt', 'LEAK\n');
    rmSync(join(root, 'a.txt'));
    commit('b.txt', 'nothing\n');
    const clone = `${root}-shallow`;
    git('clone', '-q', '--depth', '1', pathToFileURL(root).href, clone);
    workIn(clone);
    const result = await look();
    expect(paths(result)).toEqual([]);
    expect(gaps(result)).toEqual([expect.stringMatching(/missing-data.*a shallow clone.*git fetch --unshallow/)]);
  });

  test('A partial clone says how many files are not here [3:secrets-history-broken]', async () => {
    commit('a.txt', 'LEAK\n');
    commit('a.txt', 'nothing any more\n');
    git('config', 'uploadpack.allowFilter', 'true');
    const clone = `${root}-partial`;
    git('clone', '-q', '--no-checkout', '--filter=blob:none', pathToFileURL(root).href, clone);
    workIn(clone);
    const result = await look();
    expect(paths(result)).toEqual([]);
    expect(gaps(result)).toEqual([
      expect.stringMatching(/missing-data.*2 file or folder versions not here, such as a\.txt; a partial clone/),
    ]);
  });

  test('Objects of another repository are not read, and that is said [3:secrets-history-broken]', async () => {
    commit('a.txt', 'LEAK\n');
    const clone = `${root}-borrowing`;
    git('clone', '-q', '--shared', root, clone);
    workIn(clone);
    const result = await look();
    expect(paths(result)).toEqual([]);
    expect(gaps(result).join('\n')).toMatch(/missing-data.*objects\/info\/alternates.*git repack -a -d/);
  });

  test.each([
    ['objects', 'objects'],
    ['objects/pack', 'objects/pack'],
    ['a folder of loose objects', 'objects/ab'],
    ['a pack', 'pack-x.pack'],
    ['a loose object', 'cd'.repeat(20)],
  ])(
    'A link to another repository is not followed, and is named: %s [3:secrets-history-broken]',
    async (what, named) => {
      packed();
      commit('loose.txt', 'LEAK\n');
      const theirs = join(root, '.git/objects');
      workIn(`${root}-linking`);
      mkdirSync(root);
      git('init', '-q', '-b', 'main');
      commit('own.txt', 'nothing\n');
      const own = join(root, '.git/objects');
      const pack = readdirSync(join(theirs, 'pack')).find((name) => name.endsWith('.pack'))!;
      const loose = readdirSync(theirs).find((name) => /^[0-9a-f]{2}$/.test(name))!;
      const link = (from: string, to: string): void => {
        rmSync(join(own, from), { recursive: true, force: true, maxRetries: 5 });
        symlinkSync(join(theirs, to), join(own, from));
      };
      if (what === 'objects') link('', '');
      else if (what === 'objects/pack') link('pack', 'pack');
      else if (what === 'a folder of loose objects') link('ab', loose);
      else if (what === 'a pack') {
        link('pack/pack-x.pack', `pack/${pack}`);
        link('pack/pack-x.idx', `pack/${pack.replace('.pack', '.idx')}`);
      } else {
        mkdirSync(join(own, 'cd'));
        link(`cd/${'cd'.repeat(19)}`, `${loose}/${readdirSync(join(theirs, loose))[0]}`);
      }
      const result = await look({ unreachable: true });
      expect(paths(result)).toEqual([]);
      const gap = new RegExp(`missing-data  ${named}: it is a symbolic link`);
      expect(gaps(result).filter((one) => gap.test(one))).toHaveLength(1);
    },
  );

  test('A ref to nothing is named [3:secrets-history-broken]', async () => {
    commit('a.txt', 'LEAK\n');
    write('.git/refs/heads/gone', `${'12'.repeat(20)}\n`);
    const result = await look();
    expect(paths(result)).toEqual(['a.txt']);
    expect(gaps(result).join('\n')).toContain('refs/heads/gone');
  });
});
