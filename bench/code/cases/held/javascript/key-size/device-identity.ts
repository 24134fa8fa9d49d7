import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

export async function newIdentity() {
  const { publicKey, privateKey } = await generate('ec', { namedCurve: 'P-256' });
  return {
    id: publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
    sign: privateKey,
  };
}
