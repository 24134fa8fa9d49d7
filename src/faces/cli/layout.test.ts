import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesInWords, columnsOf, counted, grouped, keepEnd, keepStart, pad, wrap } from './layout.ts';

test('Wide characters take two columns and combining marks none', () => {
  expect(columnsOf('abc')).toBe(3);
  expect(columnsOf('日本')).toBe(4);
  expect(columnsOf('e\u0301')).toBe(1);
  expect(columnsOf('🙂')).toBe(2);
});

test('Text is broken at blanks, and a word that is too wide where it must be', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k']);
  expect(wrap('', 10)).toEqual([]);
});

test('No wrapped line is wider than asked, and no letter is lost', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 4, max: 40 }), (text, columns) => {
      const lines = wrap(text, columns);
      expect(lines.every((line) => columnsOf(line) <= columns)).toBe(true);
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});

test('A path is cut at its beginning, a title at its end', () => {
  expect(keepEnd('src/deep/file.ts', 10)).toBe('…p/file.ts');
  expect(keepEnd('file.ts', 10)).toBe('file.ts');
  expect(keepStart('GitHub token', 8)).toBe('GitHub …');
  expect(keepEnd('日本語日本語', 5)).toBe('…本語');
});

test('Cut text is never wider than asked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 20 }), (text, columns) => {
      expect(columnsOf(keepEnd(text, columns))).toBeLessThanOrEqual(columns);
      expect(columnsOf(keepStart(text, columns))).toBeLessThanOrEqual(columns);
    }),
  );
});

test('Numbers read as people write them', () => {
  expect(grouped(1234567)).toBe('1,234,567');
  expect(counted(1, 'file')).toBe('1 file');
  expect(counted(12_340, 'file')).toBe('12,340 files');
  expect([0, 999, 1000, 3_400, 999_600, 517_000_000].map(bytesInWords)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '3.4 kB',
    '1.0 MB',
    '517 MB',
  ]);
  expect(pad('ab', 4)).toBe('ab  ');
});
