import { expect, test } from 'vitest';
import { anchorsOf } from './anchors.ts';
import { parsePattern } from './pattern.ts';

const shown = (source: string) =>
  anchorsOf(parsePattern(source))?.map(({ sets, low, high }) => {
    const text = sets.map((set) => {
      const members = [...set.keys()].filter((byte) => set[byte] === 1);
      return members.length === 1 ? String.fromCharCode(members[0]!) : '.';
    });
    return `${text.join('')}@${low}${high > low ? `-${high}` : ''}`;
  });

test('takes the literal part of a token, and what may follow it', () => {
  expect(shown('ghp_[a-z]{5}')).toEqual(['ghp_.....@0']);
});

test('gives each alternative its own anchor, at its own distance', () => {
  expect(shown('(?:gho|ghu)_[a-z]{2}')).toEqual(['gho_..@0', 'ghu_..@0']);
  expect(shown('NRAK-[A-Z]{2}|[a-f0-9]{30}FFFFNRAL')).toEqual(['NRAK-..@0', 'FFFFNRAL@30']);
});

test('looks behind a prefix that is not rare', () => {
  expect(shown('[0-9]{8,10}:AA[a-z]{2}')).toEqual([':AA..@8-10']);
});

test('does not stand on a part that may be left out', () => {
  expect(shown('(?:token-)?qxz_[a-z]{2}')).toEqual(['token-qxz_..@0', 'qxz_..@0']);
  expect(shown('(?:ab){0,2}qxz')).toEqual(['qxz@0-4']);
});

test('finds no anchor where everything is common, optional or far away', () => {
  expect(shown('[a-f0-9]{32}')).toBeUndefined();
  expect(shown('(?:qxz_)?[a-z]{20}')).toBeUndefined();
  expect(shown('[a-z]{0,200}qxz_')).toBeUndefined();
  expect(shown('qxz_|[a-z]{4}')).toBeUndefined();
  expect(shown('(?:ab)*qxz')).toBeUndefined();
});
