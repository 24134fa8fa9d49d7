import { createCipheriv, type Cipher } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

interface Options {
  algorithm?: string;
  key: Buffer;
}

function cipherOf({ algorithm = 'rc4', key }: Options): Cipher {
  return createCipheriv(algorithm, key, null); // weak: CWE-327
}

export const backup = (from: string, to: string, key: Buffer) =>
  pipeline(createReadStream(from), cipherOf({ key }), createWriteStream(to));
