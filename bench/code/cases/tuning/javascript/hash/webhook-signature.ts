import { createHmac, createHash } from 'node:crypto';

export function fingerprintOf(certificate: Buffer): string {
  const algorithm = ['sha', '1'].join('');
  return createHash(algorithm).update(certificate).digest('base64'); // weak: CWE-327|CWE-328
}

export function signatureOf(body: string, key: string): string {
  return createHmac('sha256', key).update(body).digest('hex');
}
