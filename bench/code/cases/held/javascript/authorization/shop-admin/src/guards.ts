import type { RequestHandler } from 'express';

export const signedIn: RequestHandler = (req, res, next) => {
  if (!req.session.user) return void res.sendStatus(401);
  next();
};

export const adminOnly: RequestHandler = (req, res, next) => {
  if (req.session.user?.role !== 'admin') return void res.sendStatus(403);
  next();
};
