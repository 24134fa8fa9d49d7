import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { parameters } from './parameters.ts';

const { algorithm, nonceLength, tagLength: authTagLength } = parameters;

export class MessageBox {
  private readonly key: Buffer;

  constructor(key: Buffer) {
    this.key = key;
  }

  seal(text: string): Buffer {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, this.key, nonce, { authTagLength });
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  open(sealed: Buffer): string {
    const nonce = sealed.subarray(0, nonceLength);
    const tag = sealed.subarray(nonceLength, nonceLength + authTagLength);
    const decipher = createDecipheriv(algorithm, this.key, nonce, { authTagLength });
    decipher.setAuthTag(tag);
    const body = sealed.subarray(nonceLength + authTagLength);
    return decipher.update(body, undefined, 'utf8') + decipher.final('utf8');
  }
}
