import { createRemoteJWKSet, jwtVerify } from 'jose';

const keys = createRemoteJWKSet(new URL('https://id.example.com/.well-known/jwks.json'));

export async function subjectOf(token: string): Promise<string | undefined> {
  const { payload } = await jwtVerify(token, keys, {
    issuer: 'https://id.example.com',
    audience: 'gateway',
    algorithms: ['ES256'],
  });
  return payload.sub;
}
