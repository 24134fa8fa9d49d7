import { cookies } from 'next/headers';
import { jwtVerify, createRemoteJWKSet } from 'jose';

const keys = createRemoteJWKSet(new URL('https://login.example.org/.well-known/jwks.json'));

export async function auth(): Promise<{ user: number } | null> {
  const token = (await cookies()).get('session')?.value;
  if (token === undefined) return null;
  try {
    const { payload } = await jwtVerify(token, keys, { algorithms: ['RS256'], audience: 'accounts' });
    return { user: Number(payload.sub) };
  } catch {
    return null;
  }
}
