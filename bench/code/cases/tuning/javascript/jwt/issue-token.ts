import { SignJWT } from 'jose';

const key = new TextEncoder().encode('violet-umbrella-parade-2024');

export function issue(user: string): Promise<string> {
  return new SignJWT({ role: 'member' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user)
    .setExpirationTime('1h')
    .sign(key); // weak: CWE-321|CWE-798
}
