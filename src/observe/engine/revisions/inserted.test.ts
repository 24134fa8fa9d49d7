import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { insertedLines } from './inserted.ts';

const lines = (before: string, after: string): string[] =>
  insertedLines(Buffer.from(before), Buffer.from(after)).map(({ firstLine, lastLine }) => `${firstLine}-${lastLine}`);

test('Added and changed lines are inserted, others are not', () => {
  expect(lines('a\nb\nc\n', 'a\nnew\nb\nc changed\n')).toEqual(['2-2', '4-4']);
  expect(lines('', 'a\nb')).toEqual(['1-2']);
  expect(lines('a\nb\n', 'a\n')).toEqual([]);
  expect(lines('a', 'a\n')).toEqual([]);
});

test('A line that moved is not new; a second copy of it is', () => {
  expect(lines('a\nb\nc\n', 'c\na\nb\n')).toEqual([]);
  expect(lines('a\nb\n', 'a\nb\nx\na\n')).toEqual(['3-4']);
});

test('The bytes of a range are the bytes of its lines', () => {
  const after = Buffer.from('å\nneu\nß\n');
  const [range] = insertedLines(Buffer.from('å\nß\n'), after);
  expect(after.toString('utf8', range?.start, range?.end)).toBe('neu\n');
});

test('Taking the inserted lines away leaves lines that were there before', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '', 'dd'), { maxLength: 12 }).map((list) => list.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const ranges = insertedLines(Buffer.from(before), Buffer.from(after));
      const isInserted = (line: number): boolean =>
        ranges.some((range) => line >= range.firstLine && line <= range.lastLine);
      const left = (after.endsWith('\n') ? after.slice(0, -1) : after).split('\n').filter((_, i) => !isInserted(i + 1));
      const had = before.split('\n');
      for (const line of after === '' ? [] : left) {
        expect(had).toContain(line);
        had.splice(had.indexOf(line), 1);
      }
    }),
  );
});
