import { expect, test } from 'vitest';
import { excludingAllBut } from './part.ts';

test('A part is left by excluding everything else, folder by folder', () => {
  expect(excludingAllBut('src/pay')).toEqual(['/*', '!/src', '/src/*', '!/src/pay']);
});

test('Characters that patterns give a meaning to are taken literally', () => {
  expect(excludingAllBut('[a]*?')).toEqual(['/*', '!/\\[a\\]\\*\\?']);
  expect(excludingAllBut('!x #y')).toEqual(['/*', '!/\\!x\\ \\#y']);
});
