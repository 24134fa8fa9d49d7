import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, count, gaps, git, gitWith, home, look, object, packed, paths, root, write } from './testing.ts';

function treeOf(entries: readonly (readonly [mode: '100644' | '40000', name: string, oid: string])[]): string {
  const one = ([mode, name, oid]: (typeof entries)[number]): Buffer =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]);
  return object('tree', Buffer.concat(entries.map(one)));
}

describe('A hostile repository', () => {
  test('Nothing that its attributes, configuration and hooks name is run [3:secrets-hostile-repository]', async () => {
    const ran = join(home, `ran-${count}`);
    const run = `touch '${ran}'; cat`;
    commit('.gitattributes', '* filter=planted diff=planted\n');
    commit('a.txt', 'LEAK\n');
    for (const [key, value] of [
      ['filter.planted.clean', run],
      ['filter.planted.smudge', run],
      ['diff.planted.textconv', run],
      ['diff.external', run],
      ['core.pager', run],
      ['core.fsmonitor', run],
      ['core.alternateRefsCommand', run],
      ['core.sshCommand', run],
      ['uploadpack.packObjectsHook', run],
    ] as const)
      git('config', key, value);
    write('.git/hooks/post-checkout', `#!/bin/sh\n${run}\n`);
    chmodSync(join(root, '.git/hooks/post-checkout'), 0o755);
    rmSync(ran, { force: true });
    expect(paths(await look())).toEqual(['a.txt']);
    expect(existsSync(ran)).toBe(false);
  });

  test('Paths with line breaks, quotes and bytes that are no UTF-8 are told [3:secrets-hostile-repository]', async () => {
    const blob = gitWith({ input: 'LEAK\n' }, 'hash-object', '-w', '--stdin');
    const names = [Buffer.from('line\nbreak'), Buffer.from('"quoted"\t'), Buffer.from([0xff, 0xfe, 0x2e, 0x74])];
    const entry = (name: Buffer) =>
      Buffer.concat([Buffer.from('100644 '), name, Buffer.from([0]), Buffer.from(blob, 'hex')]);
    const sorted = names.toSorted((a, b) => a.compare(b));
    const tree = gitWith(
      { input: Buffer.concat(sorted.map(entry)) },
      'hash-object',
      '-t',
      'tree',
      '-w',
      '--literally',
      '--stdin',
    );
    git('update-ref', 'refs/heads/main', git('commit-tree', tree, '-m', 'x'));
    expect(paths(await look())).toEqual(['"quoted"\t', 'line\nbreak', '\uFFFD\uFFFD.t'].sort());
  });

  test('Names that would lead out of the repository stay names [3:secrets-hostile-repository]', async () => {
    const blob = gitWith({ input: 'LEAK\n' }, 'hash-object', '-w', '--stdin');
    const inner = gitWith(
      { input: Buffer.concat([Buffer.from('100644 passwd\0'), Buffer.from(blob, 'hex')]) },
      'hash-object',
      '-t',
      'tree',
      '-w',
      '--literally',
      '--stdin',
    );
    const outer = gitWith(
      { input: Buffer.concat([Buffer.from('40000 ..\0'), Buffer.from(inner, 'hex')]) },
      'hash-object',
      '-t',
      'tree',
      '-w',
      '--literally',
      '--stdin',
    );
    git('update-ref', 'refs/heads/main', git('commit-tree', outer, '-m', 'x'));
    expect(paths(await look())).toEqual(['../passwd']);
  });

  test('Trees that hold each other many times over end in a gap, and what else there is is found [3:secrets-hostile-repository]', async () => {
    const first = commit('a.txt', 'LEAK\n');
    const ten = '0123456789'.split('');
    let tree = treeOf(ten.map((name) => ['100644', name, object('blob', Buffer.from('LEAK bomb\n'))]));
    for (let depth = 0; depth < 10; depth += 1) tree = treeOf(ten.map((name) => ['40000', name, tree]));
    const bomb = git('commit-tree', tree, '-p', first, '-m', 'x');
    git('update-ref', 'refs/heads/bomb', bomb);
    const begun = performance.now();
    const result = await look();
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(gaps(result).join('\n')).toMatch(/too-large.*more paths than can be looked at/);
    expect(gaps(result).join('\n')).toMatch(/too-large.*under too many paths; the first 1000/);
    expect(result.findings.some(({ history }) => history?.inHead === true)).toBe(true);
    expect(result.findings.flatMap(({ history }) => history?.introduced.map(({ commit }) => commit))).toContain(first);
  });

  test('Folders deeper than anybody’s are a gap [3:secrets-hostile-repository]', async () => {
    const first = commit('a.txt', 'LEAK\n');
    let tree = treeOf([['100644', 'deep.txt', object('blob', Buffer.from('LEAK deep\n'))]]);
    for (let depth = 0; depth < 1030; depth += 1) tree = treeOf([['40000', 'd', tree]]);
    git('update-ref', 'refs/heads/deep', git('commit-tree', tree, '-p', first, '-m', 'x'));
    const result = await look();
    expect(paths(result)).toEqual(['a.txt']);
    expect(gaps(result)).toEqual([expect.stringMatching(/too-deep.*1 folder in more than 1024 others/)]);
  });

  test('Texts in UTF-16 are read as the working tree’s are [3:secrets-hostile-repository]', async () => {
    commit('wide.txt', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('one\nLEAK\n', 'utf16le')]));
    commit('wide.txt', 'nothing\n');
    expect((await look()).findings).toMatchObject([{ location: { path: 'wide.txt', startLine: 2 } }]);
  });

  test('A repository of SHA-256 is read too [3:secrets-history]', async () => {
    rmSync(join(root, '.git'), { recursive: true });
    git('init', '-q', '-b', 'main', '--object-format=sha256');
    packed();
    const result = await look();
    expect(paths(result)).toEqual(['grown.txt', 'other.txt']);
    expect(result.findings[0]?.history?.introduced[0]?.commit).toHaveLength(64);
  });

  test('A repository that belongs to somebody else is read as it is, and git is not asked whose it is [3:secrets-history-broken]', async () => {
    packed();
    const before = process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'];
    process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1';
    try {
      expect(paths(await look())).toEqual(['grown.txt', 'other.txt']);
    } finally {
      if (before === undefined) delete process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'];
      else process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = before;
    }
  });
});
