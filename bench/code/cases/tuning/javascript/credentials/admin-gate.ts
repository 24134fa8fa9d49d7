import type { RequestHandler } from 'express';

export const adminGate: RequestHandler = (req, res, next) => {
  const [, encoded = ''] = (req.headers.authorization ?? '').split(' ');
  const [name, password] = Buffer.from(encoded, 'base64').toString().split(':');
  if (name === 'admin' && password === 'open-sesame-please') return next(); // weak: CWE-798|CWE-259
  res.status(401).set('www-authenticate', 'Basic').end();
};
