import { createHash } from 'node:crypto';
import type { Checksum } from './checksum-state.ts';

/**
 * The secret key of minisign (jedisct1.github.io/minisign, "Secret key format") or of OpenBSD's signify, in base64: which signature, which
 * derivation of the key that encrypts it, and for signify a count of rounds, 0 when nothing is encrypted. Anything else says nothing.
 */
export function signifyKey(text: string): Checksum {
  const bytes = Buffer.from(text, 'base64');
  const head = bytes.toString('latin1', 0, 6);
  if (bytes.length === 158 && head === 'Ed\0\0B2') return { state: 'valid' };
  if (bytes.length === 158 && head === 'EdScB2') return encrypted;
  if (bytes.length !== 104 || !head.startsWith('EdBK')) return { state: 'absent' };
  if (bytes.readUInt32BE(4) !== 0) return encrypted;
  const sum = createHash('sha512').update(bytes.subarray(40)).digest().subarray(0, 8);
  return { state: sum.equals(bytes.subarray(24, 32)) ? 'valid' : 'invalid' };
}

const encrypted: Checksum = { state: 'valid', attributes: { encrypted: true } };
