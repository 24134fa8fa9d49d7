import { expect, test } from 'vitest';
import { capacityBits, lengths } from './measure.ts';
import { parsePattern, PatternError } from './pattern.ts';

test.each([
  ['(?=a)b', 'unsupported'],
  ['(?<!a)b', 'unsupported'],
  ['(?<a>x)\\1', 'unsupported'],
  ['(?<a>x)\\k<a>', 'unsupported'],
  ['(abc)', 'syntax'],
  ['a**', 'syntax'],
  ['a{3}{4}', 'syntax'],
  ['a{4,3}', 'syntax'],
  ['(?:a', 'syntax'],
  ['a)', 'syntax'],
  ['[a', 'syntax'],
  ['[z-a]', 'syntax'],
  ['\\y', 'syntax'],
  ['\\', 'syntax'],
  ['[é]', 'unsupported'],
  ['(?:'.repeat(50) + 'a' + ')'.repeat(50), 'unsupported'],
])('refuses %s, which no linear matcher runs or nobody can read', (source, code) => {
  expect(() => parsePattern(source)).toThrow(PatternError);
  expect(() => parsePattern(source)).toThrow(expect.objectContaining({ code }));
});

test('says where a pattern is wrong', () => {
  expect(() => parsePattern('ab(?=c)')).toThrow('offset 2');
});

test('knows the shortest and longest match', () => {
  expect(lengths(parsePattern('ghp_[A-Za-z0-9]{36}'))).toEqual({ min: 40, max: 40 });
  expect(lengths(parsePattern('(?:ab|cde)?x{2,5}'))).toEqual({ min: 2, max: 8 });
  expect(lengths(parsePattern('a+\\b$'))).toEqual({ min: 1, max: Infinity });
});

test('counts the bits of a format from its shortest form', () => {
  expect(capacityBits(parsePattern('[a-f0-9]{32}'))).toBe(128);
  expect(capacityBits(parsePattern('x[ab]{3}|yy'))).toBe(0);
});

test('takes a character outside ASCII for the bytes of its UTF-8', () => {
  expect(lengths(parsePattern('é€'))).toEqual({ min: 5, max: 5 });
  expect(lengths(parsePattern('€{2}'))).toEqual({ min: 6, max: 6 });
});
