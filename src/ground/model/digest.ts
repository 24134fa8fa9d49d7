import { hash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical.ts';

/** `sha256:` and 64 lower-case hexadecimal digits. */
export const Digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .brand<'Digest'>();
export type Digest = z.infer<typeof Digest>;

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
