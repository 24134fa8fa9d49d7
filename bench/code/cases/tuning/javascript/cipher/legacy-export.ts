import forge from 'node-forge';
import { randomBytes } from 'node:crypto';

export function encryptExport(text: string, key: string): string {
  const iv = randomBytes(8).toString('binary');
  const cipher = forge.cipher.createCipher('DES-CBC', key); // weak: CWE-327
  cipher.start({ iv });
  cipher.update(forge.util.createBuffer(text));
  cipher.finish();
  return forge.util.encode64(iv + cipher.output.getBytes());
}
