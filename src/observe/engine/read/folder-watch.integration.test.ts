import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderWatch } from './folder-watch.ts';

let home: string;
let root: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-watch-')));
  root = join(home, 'root');
  mkdirSync(join(root, 'outer/inner'), { recursive: true });
  mkdirSync(join(home, 'outside/inner'), { recursive: true });
  rest(150);
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

function rest(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Undefined where this machine's file system is not one of those that it trusts. */
function watchOver(skip: (why: string) => never): FolderWatch {
  return FolderWatch.over(root) ?? skip('a file system whose times are not relied upon');
}

test('Folders that nobody touches have stood', ({ skip }) => {
  const watch = watchOver(skip);
  expect(watch.enter('outer/inner')).toBe(true);
  expect(watch.enter('outer')).toBe(true);
  expect(watch.enter('')).toBe(true);
  expect(watch.stood()).toBe(true);
});

test.for([['outer'], ['outer/inner']])(
  'A link that stood in the place of %s for a moment is told afterwards',
  ([folder], { skip }) => {
    const watch = watchOver(skip);
    expect(watch.enter('outer/inner')).toBe(true);
    renameSync(join(root, folder!), join(home, 'away'));
    symlinkSync(join(home, 'outside'), join(root, folder!));
    unlinkSync(join(root, folder!));
    renameSync(join(home, 'away'), join(root, folder!));
    expect(watch.stood()).toBe(false);
  },
);

test('So is one in the place of the root, or of a folder above it that others could move', ({ skip }) => {
  const watch = watchOver(skip);
  expect(watch.enter('outer')).toBe(true);
  renameSync(home, `${home}-away`);
  renameSync(`${home}-away`, home);
  const above = watch.stood();
  rest(150);
  expect(watch.enter('outer')).toBe(true);
  renameSync(root, `${root}-away`);
  renameSync(`${root}-away`, root);
  expect([above, watch.stood()]).toEqual([false, false]);
});

test('A link, what is no folder, and a folder that just changed are not relied upon', ({ skip }) => {
  const watch = watchOver(skip);
  symlinkSync(join(home, 'outside'), join(root, 'outer/link'));
  writeFileSync(join(root, 'file'), '');
  expect(['outer/link', 'file', 'gone', 'outer/inner'].map((path) => watch.enter(path))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  rest(150);
  expect(['outer/link', 'file', 'gone', 'outer/inner'].map((path) => watch.enter(path))).toEqual([
    false,
    false,
    false,
    true,
  ]);
});
