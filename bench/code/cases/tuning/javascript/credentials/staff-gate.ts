import type { RequestHandler } from 'express';
import bcrypt from 'bcrypt';

export const staffGate: RequestHandler = async (req, res, next) => {
  const [, encoded = ''] = (req.headers.authorization ?? '').split(' ');
  const [name, password = ''] = Buffer.from(encoded, 'base64').toString().split(':');
  if (name === 'staff' && (await bcrypt.compare(password, process.env.STAFF_PASSWORD_HASH!))) return next();
  res.status(401).set('www-authenticate', 'Basic').end();
};
