import { expect, test } from 'vitest';
import { lineChanges } from './line-changes.ts';

function shown(before: string, after: string): string[] {
  return lineChanges(before, after).map(({ kind, line, text }) => `${kind[0]}${line} ${text}`);
}

test('A changed line stands between the two before and the two after it', () => {
  expect(shown('a\nb\nc\nd\ne\nf\n', 'a\nb\nc\nD\ne\nf\n')).toEqual(['s2 b', 's3 c', 'r4 d', 'a4 D', 's5 e', 's6 f']);
});

test('Lines that come, and lines that go, are told from lines that changed', () => {
  expect(shown('a\nb\n', 'a\nx\nb\n')).toEqual(['s1 a', 'a2 x', 's3 b', 's4 ']);
  expect(shown('a\nx\nb\n', 'a\nb\n')).toEqual(['s1 a', 'r2 x', 's2 b', 's3 ']);
});

test('Changes that are near each other share the lines between them', () => {
  expect(shown('1\n2\n3\n4\n', 'x\n2\n3\ny\n')).toEqual(['r1 1', 'a1 x', 's2 2', 's3 3', 'r4 4', 'a4 y', 's5 ']);
});

test('The same text has no changes, and a wholly other one has them to the end', () => {
  expect(shown('a\n', 'a\n')).toEqual([]);
  expect(shown('a\nb', 'x')).toEqual(['r1 a', 'r2 b', 'a1 x']);
});
