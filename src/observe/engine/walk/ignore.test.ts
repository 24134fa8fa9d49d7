import { expect, test } from 'vitest';
import { cpuTime } from '../../../ground/model/testing.ts';
import { matchIgnoreFile, parseIgnoreFile } from './ignore.ts';

const ignores = (patterns: string, path: string, isFolder = false): boolean | undefined =>
  matchIgnoreFile(parseIgnoreFile(patterns, '', '.gitignore'), path, isFolder, false)?.ignored;

test('A pattern without a slash matches the name at any depth, one with a slash from the folder of its file', () => {
  expect(ignores('*.log', 'deep/down/x.log')).toBe(true);
  expect(ignores('/build', 'build')).toBe(true);
  expect(ignores('/build', 'deep/build')).toBeUndefined();
  expect(ignores('doc/*.txt', 'doc/notes.txt')).toBe(true);
  expect(ignores('doc/*.txt', 'doc/old/notes.txt')).toBeUndefined();
});

test('The last matching line wins, and an exclamation mark asks for a file again', () => {
  expect(ignores('*.log\n!keep.log', 'keep.log')).toBe(false);
  expect(ignores('!keep.log\n*.log', 'keep.log')).toBe(true);
});

test('A slash at the end means folders only', () => {
  expect(ignores('out/', 'out', true)).toBe(true);
  expect(ignores('out/', 'out', false)).toBeUndefined();
});

test('Which line decided is told', () => {
  expect(
    matchIgnoreFile(parseIgnoreFile('# built\n\ndist/\n', 'web', 'web/.gitignore'), 'web/dist', true, false),
  ).toEqual({ ignored: true, by: 'web/.gitignore:3' });
});

test('A pattern made to backtrack for ever is given up, and then the file is scanned', () => {
  const started = cpuTime();
  expect(ignores(`${'**/a*'.repeat(40)}b`, `${'a/'.repeat(200)}c`)).toBeUndefined();
  expect(ignores(`${'*a'.repeat(60)}b`, 'a'.repeat(4000))).toBeUndefined();
  expect(cpuTime() - started).toBeLessThan(1000);
});
