import { createCipheriv, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

interface Options {
  algorithm?: 'aes-256-gcm' | 'chacha20-poly1305';
  key: Buffer;
}

export async function copy(from: string, to: string, { algorithm = 'aes-256-gcm', key }: Options): Promise<Buffer> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(algorithm as 'aes-256-gcm', key, nonce);
  await pipeline(createReadStream(from), cipher, createWriteStream(to));
  return Buffer.concat([nonce, cipher.getAuthTag()]);
}
