import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { alphabets } from './random.ts';

/**
 * Checksums that token formats carry, computed here from the formats' own descriptions: the bench must not trust the code that it measures.
 * `text` is the whole token so far, `body` its last random part.
 */
export const checksums: Readonly<Record<string, (parts: { text: string; body: string }) => string>> = {
  /** GitHub, npm: CRC-32 of the random part, base 62, six characters. */
  crc62: ({ body }) => inBase(crc32(body), alphabets['base62'] ?? '', 6),
  /** Grafana: CRC-32 of everything before the last underscore, little-endian, hexadecimal. */
  crcHexLittle: ({ text }) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(crc32(text.replace(/_$/, '')));
    return bytes.toString('hex');
  },
  /** GitLab's routable tokens: length of the payload in base 36, then CRC-32 of everything before it in base 36. */
  gitlab: ({ text, body }) => {
    const before = `${text}${body.length.toString(36).padStart(2, '0')}`;
    return `${before.slice(text.length)}${crc32(before).toString(36).padStart(7, '0')}`;
  },
  /** Atlassian's cloud tokens: CRC-32 of everything before it, eight capital hexadecimal digits. */
  atlassian: ({ text }) => crc32(text).toString(16).toUpperCase().padStart(8, '0'),
  /** Cloudflare's scannable tokens: CRC-32 of the forty characters, eight hexadecimal digits. */
  cloudflare: ({ body }) => crc32(body).toString(16).padStart(8, '0'),
  /** Bech32 (BIP 173) over a human-readable part before the last 1. */
  bech32: ({ text }) => bech32Checksum(text, 1),
};

/** @throws nothing: `text` is `hrp1data`, in one case. */
function bech32Checksum(text: string, constant: number): string {
  const low = text.toLowerCase();
  const split = low.lastIndexOf('1');
  const alphabet = alphabets['bech32'] ?? '';
  const hrp = [...Buffer.from(low.slice(0, split))];
  const data = Array.from(low.slice(split + 1), (character) => alphabet.indexOf(character));
  const values = [...hrp.map((code) => code >> 5), 0, ...hrp.map((code) => code & 31), ...data, 0, 0, 0, 0, 0, 0];
  const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let state = 1;
  for (const value of values) {
    const top = state >>> 25;
    state = ((state & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of generators.entries()) if ((top >> bit) & 1) state ^= generator;
  }
  const polymod = state ^ constant;
  const result = Array.from({ length: 6 }, (_, index) => alphabet.charAt((polymod >> (5 * (5 - index))) & 31)).join('');
  return text === text.toUpperCase() ? result.toUpperCase() : result;
}

/** CRC-16/XMODEM, as NATS keys and Stellar seeds use it. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}

/** CRC-24 of OpenPGP's ASCII armor, RFC 4880 section 6.1. */
export function crc24(bytes: Uint8Array): number {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x800000 ? ((crc << 1) ^ 0x864cfb) & 0xffffff : crc << 1;
  }
  return crc & 0xffffff;
}

export function base32(bytes: Uint8Array): string {
  const alphabet = alphabets['base32'] ?? '';
  let [value, bits, text] = [0, 0, ''];
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += alphabet.charAt((value >> (bits - 5)) & 31);
  }
  return bits > 0 ? text + alphabet.charAt((value << (5 - bits)) & 31) : text;
}

/** Base58 with the first four bytes of a double SHA-256, as Bitcoin writes keys. */
export function base58Check(bytes: Uint8Array): string {
  const twice = sha256(sha256(bytes));
  const whole = Buffer.concat([bytes, twice.subarray(0, 4)]);
  let number = BigInt(`0x${whole.toString('hex')}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = (alphabets['base58'] ?? '').charAt(Number(number % 58n)) + text;
  return text;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function inBase(value: number, alphabet: string, length: number): string {
  let [rest, text] = [value, ''];
  for (; rest > 0; rest = Math.floor(rest / alphabet.length)) text = alphabet.charAt(rest % alphabet.length) + text;
  return text.padStart(length, alphabet.charAt(0));
}
