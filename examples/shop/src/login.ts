import { createHash } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import jwt from 'jsonwebtoken';
import { query } from './database.ts';

// WEAKNESS hard-coded-signing-key: whoever reads this can sign in as anybody.
const jwtSecret = '{{random:base62:40}}';

export async function login(request: Request, response: Response): Promise<void> {
  // WEAKNESS weak-password-hash: MD5 without salt.
  const hash = createHash('md5').update(request.body.password).digest('hex');
  const [user] = (await query('select * from customer where mail = $1 and hash = $2', [request.body.mail, hash])) as { id: number }[];
  if (user === undefined) {
    response.status(401).end();
    return;
  }
  // WEAKNESS insecure-cookie: readable by scripts, sent over plain HTTP.
  response.cookie('session', jwt.sign({ id: user.id }, jwtSecret)).end();
}

export function requireUser(request: Request, response: Response, next: NextFunction): void {
  try {
    // WEAKNESS jwt-algorithm-not-pinned: the token says which algorithm verifies it.
    jwt.verify(String(request.headers.cookie).replace('session=', ''), jwtSecret);
    next();
  } catch {
    response.status(401).end();
  }
}
