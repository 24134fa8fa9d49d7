import type { Checksum } from './checksum-state.ts';
import { standingOf } from './placeholder.ts';

const bech32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** A prefix in upper case, `1`, and data in base 32, of which the last six are a checksum (BIP 173). */
export function ageBech32(key: string): Checksum {
  const at = key.lastIndexOf('1');
  const data = Array.from(key.slice(at + 1).toLowerCase(), (character) => bech32.indexOf(character));
  const isValid = bech32Polymod([...bech32Prefix(key.slice(0, at)), ...data]) === 1;
  return { state: isValid ? 'valid' : 'invalid' };
}

/** The six characters that make the sum right. `prefix` and `data` in one case. */
export function bech32Sum(prefix: string, data: string): string {
  const values = Array.from(data.toLowerCase(), (character) => bech32.indexOf(character));
  const sum = bech32Polymod([...bech32Prefix(prefix), ...values, 0, 0, 0, 0, 0, 0]) ^ 1;
  return [25, 20, 15, 10, 5, 0].map((shift) => bech32.charAt((sum >>> shift) & 31)).join('');
}

function bech32Prefix(prefix: string): number[] {
  const codes = Array.from(prefix.toLowerCase(), (character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

const bech32Generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function bech32Polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, term] of bech32Generator.entries()) if ((top >>> bit) & 1) sum ^= term;
  }
  return sum;
}

/** `reftkn:01:`, the second at which it ends (0: never), a colon and the secret, in base64. Other tokens and API keys have no structure. */
export function jfrogReference(token: string): Checksum {
  const parts = /^reftkn:[0-9]{2}:([0-9]{10}):[\x20-\x7e]+$/.exec(Buffer.from(token, 'base64').toString('latin1'));
  if (parts === null) return { state: 'absent' };
  const seconds = Number(parts[1]);
  return seconds === 0
    ? { state: 'valid' }
    : { state: 'valid', attributes: { expires: new Date(seconds * 1000).toISOString() } };
}

/** Behind ABSK stands, in base64, `BedrockAPIKey-…-at-ACCOUNT:SECRET`. */
export function awsBedrockKey(key: string): Checksum {
  const text = Buffer.from(key.slice(4), 'base64').toString('latin1');
  const account = /^BedrockAPIKey-.{1,80}-at-([0-9]{12}):/.exec(text)?.[1];
  return account === undefined ? { state: 'absent' } : { state: 'valid', attributes: { account } };
}

/** What documentation puts for a password; `open sesame` is that of RFC 7617. */
const loginWords = [
  'open sesame',
  'password',
  'passwd',
  'pass',
  'secret',
  'admin',
  'test',
  'token',
  'user',
  'guest',
  'bar',
];

/** USER:PASSWORD in base64 (RFC 7617). Undefined when there is no password, or one that only stands for it. */
export function base64Login(credentials: string): Checksum | undefined {
  const text = Buffer.from(credentials, 'base64').toString('latin1');
  if (!/^[\x20-\x7e]+$/.test(text)) return { state: 'absent' };
  const at = text.indexOf(':');
  if (at < 0) return { state: 'absent' };
  return standingOf(text.slice(at + 1), loginWords) === 'placeholder' ? undefined : { state: 'valid' };
}

/** 32 bytes whose first has three zeros at its end, and whose last begins with 01: a scalar that was clamped (RFC 7748 section 5). */
export function curve25519Key(key: string): Checksum {
  const bytes = Buffer.from(key, 'base64');
  const isClamped = bytes.length === 32 && (bytes[0]! & 7) === 0 && bytes[31]! >> 6 === 1;
  return { state: isClamped ? 'valid' : 'absent' };
}
