import { describe, expect, test } from 'vitest';
import { Digest, digestBytes, digestJson, shortDigest } from './index.ts';

describe('digests', () => {
  test('are SHA-256 (FIPS 180-4, "abc")', () => {
    expect(digestBytes('abc')).toBe('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(digestBytes(Buffer.from('abc'))).toBe(digestBytes('abc'));
    expect(shortDigest(digestBytes('abc'))).toBe('ba7816bf8f01');
  });

  test('a string counts as its UTF-8', () => {
    expect(digestBytes('é')).toBe(digestBytes(Buffer.from([0xc3, 0xa9])));
  });

  test('of a value are those of its canonical JSON', () => {
    expect(digestJson({ b: 1, a: 'é' })).toBe(digestBytes('{"a":"é","b":1}'));
  });

  test.each(['sha256:ABCD', `sha256:${'A'.repeat(64)}`, `sha1:${'a'.repeat(64)}`, `sha256:${'a'.repeat(64)}\n`])(
    '%j is none',
    (text) => {
      expect(Digest.safeParse(text).success).toBe(false);
    },
  );
});
