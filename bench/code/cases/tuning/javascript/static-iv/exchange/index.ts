import { nonce } from './parameters';
import { createCipheriv } from 'node:crypto';

export function seal(text: string, key: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce()); // weak: CWE-329|CWE-323|CWE-1204
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}
