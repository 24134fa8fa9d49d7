import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 62^43 > 2^256, and 62^6 > 2^32. */
const bodyLength = 43;
const checksumLength = 6;

const tokenForm = /^slv_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

/** A secret of 256 random bits in 43 letters and digits, so that a double click selects all of it. */
export function newSecret(): string {
  return base62(BigInt(`0x${randomBytes(32).toString('hex')}`), bodyLength);
}

/** A machine's token: `slv_`, 256 random bits, and their CRC-32, by which a scanner knows one without asking us. */
export function newToken(): string {
  const body = newSecret();
  return `slv_${body}${checksum(body)}`;
}

/** True for what can be a token; false costs no look into the database. */
export function isTokenShaped(text: string): boolean {
  const [, body, sum] = tokenForm.exec(text) ?? [];
  return body !== undefined && checksum(body) === sum;
}

/** True for what can be a session's or link's secret. */
export function isSecretShaped(text: string): boolean {
  return text.length === bodyLength && /^[0-9A-Za-z]+$/.test(text);
}

/** What is kept of a secret. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

function checksum(body: string): string {
  return base62(BigInt(crc32(body)), checksumLength);
}

function base62(value: bigint, length: number): string {
  let rest = value;
  let text = '';
  while (text.length < length) {
    text = (alphabet[Number(rest % 62n)] ?? '') + text;
    rest /= 62n;
  }
  return text;
}
