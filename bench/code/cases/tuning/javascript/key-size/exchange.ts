import { createECDH, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

export async function begin(): Promise<Buffer> {
  const agreement = createECDH('prime256v1');
  await promisify(generateKeyPair)('ed25519');
  return agreement.generateKeys();
}
