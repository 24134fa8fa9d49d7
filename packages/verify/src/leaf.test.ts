import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeUtf8, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical.ts';
import { commitmentOf, encodeLeaf, type Leaf, parseLeaf, verifyCommitment } from './leaf.ts';

const salt = new Uint8Array(32).fill(7);
const body = { actor: 'usr_1', finding: 'fnd_1', reason: 'because of that' };
const leaf: Leaf = {
  version: 1,
  id: 'ent_019aa000-0000-7000-8000-000000000001',
  type: 'exceptions.accept',
  time: '2026-11-22T10:32:00.000Z',
  commitment: commitmentOf(salt, body),
};

describe('a leaf', () => {
  test('is canonical JSON', () => {
    expect(decodeUtf8(encodeLeaf(leaf))).toBe(
      `{"commitment":"${leaf.commitment}","id":"ent_019aa000-0000-7000-8000-000000000001","time":"2026-11-22T10:32:00.000Z","type":"exceptions.accept","version":1}`,
    );
    expect(parseLeaf(encodeLeaf(leaf))).toEqual(leaf);
  });

  test('commits to one body under one salt', () => {
    verifyCommitment(leaf, salt, { reason: 'because of that', finding: 'fnd_1', actor: 'usr_1' });
    expect(() => verifyCommitment(leaf, salt, { ...body, reason: 'because of this' })).toThrow(
      expect.objectContaining({ code: 'mismatch' }),
    );
    expect(() => verifyCommitment(leaf, new Uint8Array(32), body)).toThrow(
      expect.objectContaining({ code: 'mismatch' }),
    );
    expect(() => verifyCommitment(leaf, salt.subarray(1), body)).toThrow(expect.objectContaining({ code: 'mismatch' }));
  });

  test('of another version is refused by the version’s name', () => {
    expect(() => parseLeaf(utf8(canonicalJson({ ...leaf, version: 2 })))).toThrow('version 2');
  });

  test.each([
    ['white space', JSON.stringify(leaf, null, 1)],
    ['another order', JSON.stringify(leaf)],
    ['a member more', canonicalJson({ ...leaf, note: 'x' })],
    ['a member less', canonicalJson({ ...leaf, time: undefined })],
    ['a local time', canonicalJson({ ...leaf, time: '2026-11-22T10:32:00+01:00' })],
    ['a repeated member', canonicalJson(leaf).replace('"version":1', '"version":1,"version":1')],
    ['no JSON', 'hello'],
    ['an array', '[]'],
  ])('with %s is refused', (_, text) => {
    expect(() => parseLeaf(utf8(text))).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});

test('canonical JSON survives parsing, and has one form for one value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});

test('canonical JSON sorts by UTF-16 code units, as RFC 8785 section 3.2.3 shows', () => {
  const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  expect(Object.values(JSON.parse(canonicalJson(keys)) as object)).toEqual([4, 2, 6, 7, 1, 5, 3]);
});
