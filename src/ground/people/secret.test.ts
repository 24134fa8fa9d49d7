import { crc32 } from 'node:zlib';
import { assert, constantFrom, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashSecret, isSecretShaped, isTokenShaped, newSecret, newToken } from './secret.ts';

describe('a token', () => {
  it('is recognised by its checksum, and no longer with one character changed', () => {
    assert(
      property(nat(48), constantFrom('0', 'Z', 'a', 'z', '9'), (at, character) => {
        const token = newToken();
        const changed = `${token.slice(0, 4 + at)}${character}${token.slice(5 + at)}`;
        return isTokenShaped(token) && isTokenShaped(changed) === (changed === token);
      }),
    );
  });

  it('ends in the CRC-32 of its 43 random characters, in base 62', () => {
    const token = newToken();
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const sum = Array.from(token.slice(-6)).reduce((value, digit) => value * 62 + digits.indexOf(digit), 0);
    expect(token).toMatch(/^slv_[0-9A-Za-z]{49}$/);
    expect(sum).toBe(crc32(token.slice(4, 47)));
  });

  it.each(['', 'slv_', `slv_${'0'.repeat(49)}x`, `ghp_${'0'.repeat(49)}`, `slv_${'-'.repeat(49)}`])(
    'is not %j',
    (text) => {
      expect(isTokenShaped(text)).toBe(false);
    },
  );
});

describe('a secret', () => {
  it('is another each time, and kept as 32 bytes of hash', () => {
    const secrets = new Set(Array.from({ length: 1000 }, newSecret));
    expect(secrets.size).toBe(1000);
    for (const secret of secrets) expect(isSecretShaped(secret)).toBe(true);
    expect(hashSecret('x')).toHaveLength(32);
    expect(isSecretShaped("' or 1=1 --")).toBe(false);
  });
});
