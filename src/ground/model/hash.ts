import { hash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';
import type { Digest } from './digest.ts';

/** SHA-256 of the bytes (a string counts as its UTF-8). */
export function digestBytes(bytes: Uint8Array | string): Digest {
  return `sha256:${hash('sha256', bytes, 'hex')}` as Digest; // the template is the format
}

/** SHA-256 of the value's canonical JSON (RFC 8785), so that equal values have equal digests everywhere. */
export function digestJson(value: unknown): Digest {
  return digestBytes(canonicalJson(value));
}

/** The first 12 hexadecimal digits, for people to read. */
export function shortDigest(digest: Digest): string {
  return digest.slice('sha256:'.length, 'sha256:'.length + 12);
}
