import { SignJWT, importPKCS8 } from 'jose';
import { readFile } from 'node:fs/promises';

export async function mint(user: string): Promise<string> {
  const key = await importPKCS8(await readFile('/run/secrets/jwt.pem', 'utf8'), 'ES256');
  return new SignJWT({ role: 'member' })
    .setProtectedHeader({ alg: 'ES256' })
    .setSubject(user)
    .setExpirationTime('1h')
    .sign(key);
}
