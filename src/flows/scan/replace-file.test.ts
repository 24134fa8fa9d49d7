import {
  lstatSync,
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
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pathBelow, replaceFile } from './replace-file.ts';

let folder = '';
let root = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-replace-')));
  root = join(folder, 'root');
  mkdirSync(root);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('A file is written whole, with its folders and its mode, and nothing is left beside it', () => {
  replaceFile(root, join(root, 'a/b/c.txt'), 'text', 0o755);
  expect(readFileSync(join(root, 'a/b/c.txt'), 'utf8')).toBe('text');
  expect(statSync(join(root, 'a/b/c.txt')).mode & 0o777).toBe(0o755);
  expect(readdirSync(join(root, 'a/b'))).toEqual(['c.txt']);
});

test('A link in the place of the file is replaced, and what it led to is left alone', () => {
  writeFileSync(join(folder, 'victim'), 'mine');
  symlinkSync('../victim', join(root, 'baseline.json'));
  replaceFile(root, join(root, 'baseline.json'), 'text');
  expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('mine');
  expect(lstatSync(join(root, 'baseline.json')).isSymbolicLink()).toBe(false);
});

test('A folder that is a link out of the root is refused by name', () => {
  mkdirSync(join(folder, 'elsewhere'));
  symlinkSync(join(folder, 'elsewhere'), join(root, '.selvedge'));
  expect(() => replaceFile(root, join(root, '.selvedge/exceptions.yaml'), 'text')).toThrow(
    /leads out of .* through a link/,
  );
  expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
});

test('A file elsewhere that somebody names may be written', () => {
  replaceFile(root, join(folder, 'report.json'), 'text');
  expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('text');
});

test('A path is below the root also when the root, or the way to the file, is named through a link', () => {
  symlinkSync(root, join(folder, 'alias'));
  expect(pathBelow(root, join(folder, 'alias/baseline.json'))).toBe('baseline.json');
  expect(pathBelow(join(folder, 'alias'), join(root, 'not/yet/there.json'))).toBe('not/yet/there.json');
  expect(pathBelow(root, join(folder, 'baseline.json'))).toBeUndefined();
});
