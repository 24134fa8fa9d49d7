import { randomBytes } from 'node:crypto';

/**
 * A new id: the prefix and a UUID of version 7 (RFC 9562 section 5.7), whose first 48 bits are Unix milliseconds, so
 * that ids made later sort later.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the brand
export function newId<T extends string>(prefix: string, at: number = Date.now()): T {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return `${prefix}_${parts.join('-')}` as T; // the caller names the brand that belongs to the prefix
}
