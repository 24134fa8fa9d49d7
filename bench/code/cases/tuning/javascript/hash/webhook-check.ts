import { createHmac, timingSafeEqual } from 'node:crypto';

export function isFrom(body: string, key: string, signature: string): boolean {
  const expected = createHmac('sha512', key).update(body).digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
