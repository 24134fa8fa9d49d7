import { expect, test } from 'vitest';
import { NestedNames } from './nested-names.ts';

const around = (folder: string) => folder.slice(0, Math.max(folder.lastIndexOf('/'), 0));

test('a name is found in the nearest folder outwards that has it [4:npm-lock]', () => {
  const names = new NestedNames<number>(around);
  names.define('', 'a', 1);
  names.define('x/y', 'a', 2);
  names.define('x/y', 'constructor', 3);
  expect(names.find('x/y/z', 'a')).toBe(2);
  expect(names.find('x', 'a')).toBe(1);
  expect(names.find('x/y/z', 'constructor')).toBe(3);
  expect(names.find('x', 'constructor')).toBeUndefined();
  expect(names.at('x', 'a')).toBeUndefined();
  expect(new NestedNames<number>(around).find('x/y', 'a')).toBeUndefined();
});

test('folders that are thousands deep are walked over once for all names [4:hostile-lockfiles]', () => {
  const names = new NestedNames<number>(around);
  const deep = 'a/'.repeat(2000);
  for (let i = 0; i < 20_000; i += 1) names.define(`${deep}b`, `n${i}`, i);
  names.define('', 'outside', -1);
  for (let i = 0; i < 20_000; i += 1) expect(names.find(`${deep}b`, 'outside')).toBe(-1);
});
