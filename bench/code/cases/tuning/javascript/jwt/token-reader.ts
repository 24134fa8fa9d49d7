import jwt from 'jsonwebtoken';

const algorithms: jwt.Algorithm[] = ['ES256'];

export function userOf(token: string, key: string): string | undefined {
  const header = jwt.decode(token, { complete: true })?.header;
  if (header?.kid === undefined) return undefined;
  const claims = jwt.verify(token, key, { algorithms, issuer: 'https://login.example.org' });
  return typeof claims === 'string' ? undefined : claims.sub;
}
