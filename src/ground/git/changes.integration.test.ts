import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type Change, findRepository, type Repository, stagedChanges } from './index.ts';
import { stagedWithoutGit } from './staged.ts';

const home = mkdtempSync(join(tmpdir(), 'selvedge-staged-'));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

let root: string;
let count = 0;
beforeEach(() => {
  count += 1;
  root = join(home, `repository-${count}`);
  mkdirSync(root);
  git('init', '-q', '-b', 'main');
  for (const path of ['a.txt', 'b/c.txt', 'b/d/e.txt', 'b/d/f.txt', 'b.txt', 'g/h.txt', 'é/ü.txt'])
    write(path, `${path}\n`);
  git('add', '.');
  git('commit', '-qm', 'First');
});

function git(...args: string[]): string {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@b',
  };
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function repository(): Repository {
  return findRepository(root)!; // beforeEach made it
}

/** As git tells it: `mode oldOid oid path`. */
function byGit(): string[] {
  const fields = git(
    'diff-index',
    '--cached',
    '--raw',
    '-z',
    '--no-renames',
    '--no-abbrev',
    '--diff-filter=ACMRT',
    'HEAD',
  ).split('\0');
  return fields.flatMap((field, at) =>
    at % 2 === 1
      ? []
      : field === ''
        ? []
        : [`${field.split(' ')[1]} ${field.split(' ')[2]} ${field.split(' ')[3]} ${fields[at + 1]}`],
  );
}

function shown(changes: readonly Change[] | undefined): string[] | undefined {
  return changes?.map(
    ({ mode, oldOid, oid, path }) => `${mode.toString(8)} ${oldOid ?? '0'.repeat(40)} ${oid} ${path}`,
  );
}

const states: Record<string, () => void> = {
  'nothing staged': () => undefined,
  'a file changed': () => write('b/d/e.txt', 'new\n'),
  'files added in new folders and between others': () =>
    ['b/a/new.txt', 'new.txt', 'b-x/y.txt', 'é/z.txt'].forEach((path) => write(path, 'new\n')),
  'files deleted, and a folder with them': () => ['a.txt', 'g/h.txt'].forEach((path) => rmSync(join(root, path))),
  'a file that became executable': () => chmodSync(join(root, 'a.txt'), 0o755),
  'a file that became a link': () => (rmSync(join(root, 'a.txt')), symlinkSync('b.txt', join(root, 'a.txt'))),
  'a folder that became a file': () => (rmSync(join(root, 'b/d'), { recursive: true }), write('b/d', 'now a file\n')),
  'a file that became a folder': () => (rmSync(join(root, 'b.txt')), write('b.txt/inner.txt', 'inner\n')),
};

for (const [name, change] of Object.entries(states)) {
  test(`What is staged is found without git as git finds it: ${name}`, () => {
    change();
    git('add', '-A');
    expect(shown(stagedWithoutGit(repository(), undefined))).toEqual(byGit());
  });
}

test('After several commits, and with an index that caches no trees, it is still as git finds it', () => {
  write('b/d/e.txt', 'second\n');
  git('commit', '-qam', 'Second');
  write('b/d/f.txt', 'third\n');
  git('add', '-A');
  expect(shown(stagedWithoutGit(repository(), undefined))).toEqual(byGit());
  git('read-tree', '--empty');
  git('add', '-A');
  expect(shown(stagedWithoutGit(repository(), undefined))).toEqual(byGit());
});

test('Where the objects of another repository are borrowed, git is asked', () => {
  const lender = root;
  root = join(home, `borrower-${count}`);
  mkdirSync(root);
  git('clone', '-q', '--shared', lender, '.');
  write('b/d/e.txt', 'new\n');
  git('add', '-A');
  expect(stagedWithoutGit(repository(), undefined)).toBeUndefined();
  expect(shown(stagedChanges(repository()))).toEqual(byGit());
});

test('In a packed repository too, and with a file that is only announced', () => {
  write('b/d/e.txt', 'new\n');
  git('add', '-A');
  git('gc', '-q');
  expect(shown(stagedWithoutGit(repository(), undefined))).toEqual(byGit());
  write('announced.txt', 'x');
  git('add', '-N', 'announced.txt');
  expect(shown(stagedWithoutGit(repository(), undefined))).toEqual(byGit());
});

test('Before the first commit everything is new', () => {
  root = join(home, `unborn-${count}`);
  mkdirSync(root);
  git('init', '-q', '-b', 'main');
  write('a.txt', 'a\n');
  git('add', '.');
  expect(stagedChanges(repository()).map(({ path }) => path)).toEqual(['a.txt']);
});
