import { createHash } from 'node:crypto';
import tls, { type PeerCertificate } from 'node:tls';

const PIN = 'q3Jx0Yw6m7YwQn1mB0d8k2l5u9r4t7z1c3v5b7n9m1A=';

export function checkBank(host: string, certificate: PeerCertificate): Error | undefined {
  const problem = tls.checkServerIdentity(host, certificate);
  if (problem) return problem;
  const key = createHash('sha256').update(certificate.pubkey!).digest('base64');
  return key === PIN ? undefined : new Error('not the key of the bank');
}
