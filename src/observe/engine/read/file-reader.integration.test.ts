import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileReader, type Reading } from './file-reader.ts';

let home: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-reader-')));
  mkdirSync(join(home, 'root/folder'), { recursive: true });
  mkdirSync(join(home, 'outside'));
  writeFileSync(join(home, 'root/folder/a.txt'), 'inside');
  writeFileSync(join(home, 'outside/a.txt'), 'outside');
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

const read = (path: string): Reading => new FileReader(join(home, 'root'), 1000).read(path, { wants: () => true });
const textOf = (reading: Reading): string => (reading.kind === 'read' ? Buffer.from(reading.bytes).toString() : '');

test('A file is read, and of a link its own text', () => {
  symlinkSync('../../outside/a.txt', join(home, 'root/folder/link'));
  expect(textOf(read('folder/a.txt'))).toBe('inside');
  expect(textOf(read('folder/link'))).toBe('../../outside/a.txt');
});

test('A folder that became a link after it was listed leads nowhere', () => {
  renameSync(join(home, 'root/folder'), join(home, 'root/was'));
  symlinkSync(join(home, 'outside'), join(home, 'root/folder'));
  expect(read('folder/a.txt')).toMatchObject({ kind: 'gap', reason: 'changed-while-read' });
});

test('Where the system does not tell what is open, the way to it is looked at', () => {
  const platform = Object.getOwnPropertyDescriptor(process, 'platform')!;
  Object.defineProperty(process, 'platform', { value: 'darwin' });
  try {
    expect(textOf(read('folder/a.txt'))).toBe('inside');
    renameSync(join(home, 'root/folder'), join(home, 'root/was'));
    symlinkSync(join(home, 'outside'), join(home, 'root/folder'));
    expect(read('folder/a.txt')).toMatchObject({ kind: 'gap', reason: 'changed-while-read' });
  } finally {
    Object.defineProperty(process, 'platform', platform);
  }
});

test('Of a binary file only the beginning is read, unless somebody wants all of it', () => {
  const database = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(20_000)]);
  writeFileSync(join(home, 'root/rpmdb.sqlite'), database);
  const reader = new FileReader(join(home, 'root'), 100_000);
  expect(reader.read('rpmdb.sqlite', { wants: () => true })).toMatchObject({ kind: 'read', partial: true });
  const whole = reader.read('rpmdb.sqlite', { wants: () => true, wantsBinary: () => true });
  expect(whole).toMatchObject({ kind: 'read', partial: false });
  expect(Buffer.from(whole.kind === 'read' ? whole.bytes : []).equals(database)).toBe(true);
});
