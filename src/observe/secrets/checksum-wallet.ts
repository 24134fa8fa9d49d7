import { createHash } from 'node:crypto';
import type { Checksum } from './checksum-state.ts';

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** The last four bytes are the first of the SHA-256 of the SHA-256 of all before them, all in base 58 (Bitcoin's keys). */
export function base58check(text: string): Checksum {
  const bytes = fromBase58(text);
  const body = bytes.subarray(0, -4);
  return { state: doubleSum(body).equals(bytes.subarray(-4)) ? 'valid' : 'invalid' };
}

/** With its sum. @param body at least one byte, the first not zero */
export function toBase58check(body: Uint8Array): string {
  let rest = BigInt(`0x${Buffer.concat([body, doubleSum(body)]).toString('hex')}`);
  let text = '';
  for (; rest > 0n; rest /= 58n) text = base58.charAt(Number(rest % 58n)) + text;
  return text;
}

function doubleSum(body: Uint8Array): Buffer {
  return sha256(sha256(body)).subarray(0, 4);
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function fromBase58(text: string): Buffer {
  let value = 0n;
  for (const character of text) value = value * 58n + BigInt(Math.max(0, base58.indexOf(character)));
  const digits = value.toString(16);
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
}

/** NATS: two bytes of what it is, 32 of the seed, and their sum (github.com/nats-io/nkeys). */
export function nkeyCrc16(seed: string): Checksum {
  return summedInBase32(seed, 36);
}

/** Stellar: one byte of what it is, 32 of the seed, and their sum (SEP 23). */
export function stellarCrc16(seed: string): Checksum {
  return summedInBase32(seed, 35);
}

function summedInBase32(text: string, length: number): Checksum {
  const bytes = fromBase32(text).subarray(0, length);
  const isValid = bytes.length === length && bytes.readUInt16LE(length - 2) === crc16(bytes.subarray(0, -2));
  return { state: isValid ? 'valid' : 'invalid' };
}

/** In base 32 without padding, with the sum behind. */
export function withCrc16(body: Uint8Array): string {
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(crc16(body));
  let bits = '';
  for (const byte of [...body, ...sum]) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => base32.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('');
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const character of text) {
    held = ((held << 5) | Math.max(0, base32.indexOf(character))) & 0xffff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Buffer.from(bytes);
}

/** CRC-16/XMODEM. */
export function crc16(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) sum = ((sum & 0x8000) === 0 ? sum << 1 : (sum << 1) ^ 0x1021) & 0xffff;
  }
  return sum;
}
