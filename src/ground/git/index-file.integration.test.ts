import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findRepository } from './repository.ts';
import { parseIndex, readIndex } from './index-file.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-index-')));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

const files = ['a.txt', 'src/deep/b.ts', 'src/deep/bb.ts', 'src/déjà/vu.ts', 'src/日本.ts', 'z'];

function repository(name: string, ...configuration: string[]): { root: string; run: (...args: string[]) => string } {
  const root = join(home, name);
  mkdirSync(root);
  const run = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } });
  run('init', '-q', ...configuration);
  run('config', 'user.name', 'Ada');
  run('config', 'user.email', 'ada@example.org');
  for (const file of files) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), `${file}\n`);
  }
  run('add', '.');
  return { root, run };
}

/** What git says stands in the index. */
const listed = (run: (...args: string[]) => string): string[] =>
  run('ls-files', '--stage', '-z').split('\0').filter(Boolean);

const read = (root: string): string[] =>
  readIndex(findRepository(root)!).entries.map(
    (entry) => `${entry.mode.toString(8)} ${entry.oid} ${entry.stage}\t${entry.path}`,
  );

describe('The index is read as git lists it', () => {
  for (const version of ['2', '3', '4'])
    test(`in version ${version}`, () => {
      const { root, run } = repository(`version-${version}`);
      if (version === '3') {
        writeFileSync(join(root, 'later'), 'x');
        run('add', '-N', 'later');
      } else run('update-index', '--index-version', version);
      expect(parseIndex(readFileSync(join(root, '.git/index')))).toBeDefined();
      expect(read(root)).toEqual(listed(run));
      expect(
        readIndex(findRepository(root)!)
          .entries.filter((entry) => entry.intentToAdd)
          .map((entry) => entry.path),
      ).toEqual(version === '3' ? ['later'] : []);
    });

  test('with the entries that git does not look for in the work tree', () => {
    const { root, run } = repository('unwatched');
    run('update-index', '--skip-worktree', 'a.txt');
    run('update-index', '--assume-unchanged', 'src/日本.ts');
    const unwatched = (): string[] =>
      readIndex(findRepository(root)!)
        .entries.filter((entry) => entry.unwatched)
        .map((entry) => entry.path);
    expect(unwatched()).toEqual(['a.txt', 'src/日本.ts']);
    run('update-index', '--split-index');
    expect(parseIndex(readFileSync(join(root, '.git/index')))).toBeUndefined();
    expect(unwatched()).toEqual(['a.txt', 'src/日本.ts']);
  });

  test('when it is split, which git reads for us', () => {
    const { root, run } = repository('split');
    run('update-index', '--split-index');
    writeFileSync(join(root, 'more'), 'x');
    run('add', 'more');
    expect(read(root)).toEqual(listed(run));
  });

  test('when its object ids are SHA-256', () => {
    const { root, run } = repository('sha256', '--object-format=sha256');
    expect(read(root)).toEqual(listed(run));
  });

  test('with the trees that it remembers, and without those that changed since', () => {
    const { root, run } = repository('trees');
    run('commit', '-qm', 'first');
    const tree = (path: string): string => run('rev-parse', `HEAD:${path}`).trim();
    expect(Object.fromEntries(readIndex(findRepository(root)!).trees)).toEqual({
      '': tree(''),
      src: tree('src'),
      'src/deep': tree('src/deep'),
      'src/déjà': tree('src/déjà'),
    });
    writeFileSync(join(root, 'src/deep/b.ts'), 'changed\n');
    run('add', 'src/deep/b.ts');
    expect([...readIndex(findRepository(root)!).trees.keys()]).toEqual(['src/déjà']);
  });
});

test('A repository without an index has no entries', () => {
  const root = join(home, 'none');
  execFileSync('git', ['init', '-q', root]);
  expect(readIndex(findRepository(root)!).entries).toEqual([]);
});

test('A cut or scrambled index is refused or read, never run off its end', () => {
  const { root } = repository('broken');
  const whole = readFileSync(join(root, '.git/index'));
  let seed = 7;
  for (let i = 0; i < 3000; i++) {
    const bytes = Buffer.from(whole.subarray(0, i % 3 === 0 ? (i * 31) % whole.length : whole.length));
    for (let k = 0; k < 3 && bytes.length > 0; k++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      bytes[seed % bytes.length] = seed >> 8;
    }
    try {
      parseIndex(bytes);
    } catch (error) {
      expect(error).toMatchObject({ code: 'malformed' });
    }
  }
});
