import { hash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hex, utf8 } from './bytes.ts';
import { sha256 } from './sha256.ts';

describe('SHA-256', () => {
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of %j is what NIST’s examples say', (text, expected) => {
    expect(hex(sha256(utf8(text)))).toBe(expected);
  });

  test('is Node’s, for any bytes in any pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), (parts) => {
        expect(hex(sha256(...parts))).toBe(hash('sha256', Buffer.concat(parts), 'hex'));
      }),
    );
  });

  test.each([55, 56, 57, 63, 64, 65, 119, 120, 128, 1_000_000])('pads %i bytes as the standard says', (length) => {
    const bytes = new Uint8Array(length).fill(0x61);
    expect(hex(sha256(bytes))).toBe(hash('sha256', bytes, 'hex'));
  });
});
