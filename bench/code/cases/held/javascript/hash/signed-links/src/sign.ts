import { createHash } from 'node:crypto';

export function sign(path: string, expires: number): string {
  return createHash('sha1').update(`${process.env.LINK_SECRET}:${path}:${expires}`).digest('hex'); // weak: CWE-328|CWE-327|CWE-916
}
