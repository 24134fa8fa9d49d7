import jwt, { type JwtPayload } from 'jsonwebtoken';

const secret = process.env.PARTNER_SECRET!;

export function claimsOf(token: string): JwtPayload {
  return jwt.verify(token, secret, {
    algorithms: ['HS256', 'none'], // weak: CWE-347|CWE-327
    issuer: 'partners.example.com',
  }) as JwtPayload;
}
