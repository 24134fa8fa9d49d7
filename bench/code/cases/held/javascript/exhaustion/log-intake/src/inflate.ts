import { gunzipSync } from 'node:zlib';

const MAXIMUM = 8 * 1024 * 1024;

export function inflate(body: Buffer): string {
  return gunzipSync(body, { maxOutputLength: MAXIMUM }).toString('utf8');
}
