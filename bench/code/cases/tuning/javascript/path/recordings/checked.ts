import type { RequestHandler } from 'express';

/** Lets requests pass whose parameters of these names are plain. */
export function checked(...names: string[]): RequestHandler {
  return (req, res, next) => {
    const isPlain = names.every((name) => /^[\w-]+$/.test(String(req.query[name])));
    if (isPlain) next();
    else res.sendStatus(400);
  };
}
