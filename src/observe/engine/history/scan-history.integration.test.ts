import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Finding } from '#ground/model';
import { scan, ScanError, type ScanResult } from '../index.ts';
import { entries } from '../testing.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-history-')));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

let root: string;
let count = 0;
beforeEach(() => {
  root = join(home, `repository-${(count += 1)}`);
  mkdirSync(root);
  git('init', '-q', '-b', 'main');
});

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false'];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_DATE: date(), GIT_COMMITTER_DATE: date() };
  return execFileSync('git', [...identity, ...args], {
    cwd: root,
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** A second later each time it is asked. */
let seconds = 1_700_000_000;
function date(): string {
  return `${(seconds += 1)} +0000`;
}

function commit(path: string, content: string | Uint8Array | undefined, message = path): string {
  if (content === undefined) rmSync(join(root, path));
  else write(path, content);
  git('add', '-A');
  git('commit', '-q', '-m', message);
  return git('rev-parse', 'HEAD');
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function look(unreachable = false): Promise<ScanResult> {
  return scan({
    source: { kind: 'history', root, unreachable },
    analyzers: entries,
    projectKey: 'k',
    exclude: [],
    cache: false,
  });
}

function paths({ findings }: { findings: readonly Finding[] }): string[] {
  return findings.map(({ location }) => location.path).sort();
}

describe('What a history holds', () => {
  test('A line that was deleted is found, with the commit, author, date and path that brought it [3:secrets-history]', async () => {
    commit('a.txt', 'nothing\n');
    const brought = commit('src/b.txt', 'LEAK\n');
    commit('src/b.txt', undefined);
    const { findings, scope } = await look();
    expect(findings).toMatchObject([
      {
        location: { path: 'src/b.txt', startLine: 1 },
        message: expect.stringContaining('gone from HEAD') as string,
        history: {
          inHead: false,
          introduced: [{ commit: brought, author: 'Ada', path: 'src/b.txt', reachable: true }],
          paths: ['src/b.txt'],
        },
      },
    ]);
    expect(findings[0]?.history?.introduced[0]?.authoredAt).toMatch(/^2023-11-14T22:1\d:\d\d\.000Z$/);
    expect(JSON.stringify(findings)).not.toContain('ada@example.org');
    expect(scope).toMatchObject({ source: 'history', coverage: { kind: 'everything' }, files: 2, notLookedAt: [] });
  });

  test('What HEAD still has says so, under the line that it stands in there [3:secrets-history]', async () => {
    const brought = commit('a.txt', 'LEAK\n');
    commit('a.txt', 'one\ntwo\nLEAK\n');
    const { findings } = await look();
    expect(findings).toMatchObject([
      {
        location: { path: 'a.txt' },
        message: 'It says so.',
        history: { inHead: true, introduced: [{ commit: brought }], introducedCount: 1 },
      },
    ]);
  });

  test('Branches, tags, remotes, notes and all stashes are history [3:secrets-history]', async () => {
    commit('a.txt', 'nothing\n');
    for (const [kind, ref] of [
      ['branch', 'refs/heads/other'],
      ['tag', 'refs/tags/v1'],
      ['remote', 'refs/remotes/origin/x'],
    ] as const) {
      git('checkout', '-q', '--detach');
      const oid = commit(`${kind}.txt`, 'LEAK\n');
      git('update-ref', ref, oid);
      git('checkout', '-q', 'main');
    }
    git('notes', 'add', '-m', 'LEAK', 'HEAD');
    for (const name of ['first', 'second']) {
      write('a.txt', `LEAK ${name}\n`);
      git('stash', 'push', '-q');
    }
    const found = paths(await look());
    expect(found).toEqual(expect.arrayContaining(['branch.txt', 'tag.txt', 'remote.txt', 'a.txt']) as string[]);
    expect(found).toHaveLength(5);
  });

  test('Packed and loose objects are read alike [3:secrets-history]', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `line ${i}`);
    for (let i = 0; i < 20; i++) commit('grown.txt', [...lines, `more ${i}`, i === 7 ? 'LEAK' : ''].join('\n'));
    const loose = await look();
    git('gc', '-q', '--aggressive');
    commit('later.txt', 'LEAK\n');
    const packed = await look();
    expect(paths(loose)).toEqual(['grown.txt']);
    expect(paths(packed)).toEqual(['grown.txt', 'later.txt']);
    expect(packed.findings.find(({ location }) => location.path === 'grown.txt')).toEqual(loose.findings[0]);
  });

  test('A merge that brings nothing of its own introduces nothing [3:secrets-history]', async () => {
    commit('a.txt', 'nothing\n');
    git('checkout', '-q', '-b', 'side');
    const brought = commit('b.txt', 'LEAK\n');
    git('checkout', '-q', 'main');
    commit('c.txt', 'nothing\n');
    git('merge', '-q', '--no-ff', '-m', 'merge', 'side');
    const { findings } = await look();
    expect(findings[0]?.history).toMatchObject({ inHead: true, introducedCount: 1, introduced: [{ commit: brought }] });
  });

  test('A folder without a repository is refused', async () => {
    const plain = mkdtempSync(join(home, 'plain-'));
    const scanning = scan({
      source: { kind: 'history', root: plain },
      analyzers: entries,
      projectKey: 'k',
      exclude: [],
      cache: false,
    });
    await expect(scanning).rejects.toBeInstanceOf(ScanError);
  });

  test('A repository without a commit holds nothing', async () => {
    expect((await look()).findings).toEqual([]);
  });
});

describe('What no ref leads to', () => {
  beforeEach(() => {
    commit('a.txt', 'nothing\n');
    commit('dropped.txt', 'LEAK\n');
    git('reset', '-q', '--hard', 'HEAD~1');
  });

  test('is left out unless it is asked for [3:secrets-unreachable]', async () => {
    expect((await look()).findings).toEqual([]);
  });

  test('is found with its commit when it is asked for [3:secrets-unreachable]', async () => {
    const { findings } = await look(true);
    expect(findings).toMatchObject([
      {
        location: { path: 'dropped.txt' },
        history: { inHead: false, introduced: [{ path: 'dropped.txt', reachable: false }] },
      },
    ]);
    expect(findings[0]?.message).toContain('no ref leads to it');
  });

  test('is found without a name when it never was in a commit [3:secrets-unreachable]', async () => {
    write('staged.txt', 'LEAK once\n');
    git('add', 'staged.txt');
    const oid = git('rev-parse', ':staged.txt');
    appendFileSync(join(root, 'staged.txt'), 'more\n');
    expect(paths(await look(true))).toEqual(['dropped.txt', oid].sort());
  });
});
