import { createCipheriv, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

export async function encryptFile(source: string, target: string, key: Buffer): Promise<void> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  const output = createWriteStream(target, { mode: 0o600 });
  output.write(nonce);
  await pipeline(createReadStream(source), cipher, output);
  await appendFile(target, cipher.getAuthTag());
}
