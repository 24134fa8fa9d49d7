import { createCipheriv, randomBytes } from 'node:crypto';

export class LetterVault {
  constructor(private readonly key: Buffer) {}

  protect(text: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('chacha20-poly1305', this.key, nonce, { authTagLength: 16 });
    const body = cipher.update(text, 'utf8', 'base64') + cipher.final('base64');
    return [nonce.toString('base64'), cipher.getAuthTag().toString('base64'), body].join('.');
  }
}
