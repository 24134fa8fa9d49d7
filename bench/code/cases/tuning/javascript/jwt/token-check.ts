import jwt from 'jsonwebtoken';

const algorithms: jwt.Algorithm[] = ['RS256', 'none' as jwt.Algorithm];

export function userOf(token: string, key: string): string | undefined {
  const claims = jwt.verify(token, key, { algorithms }); // weak: CWE-347|CWE-327
  return typeof claims === 'string' ? undefined : claims.sub;
}
