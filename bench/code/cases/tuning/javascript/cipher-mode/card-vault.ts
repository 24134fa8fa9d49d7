import { createCipheriv } from 'node:crypto';

export class CardVault {
  constructor(private readonly key: Buffer) {}

  protect(number: string): string {
    const cipher = createCipheriv('aes-256-ecb', this.key, null); // weak: CWE-327
    return cipher.update(number, 'utf8', 'base64') + cipher.final('base64');
  }
}
