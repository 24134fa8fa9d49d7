import { gunzipSync } from 'node:zlib';

export function inflate(body: Buffer): string {
  return gunzipSync(body).toString('utf8'); // weak: CWE-409|CWE-400|CWE-770
}
