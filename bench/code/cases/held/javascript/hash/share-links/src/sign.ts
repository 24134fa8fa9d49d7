import { createHmac } from 'node:crypto';

const ALGORITHM = 'sha256';

export function sign(path: string, expires: number): string {
  return createHmac(ALGORITHM, process.env.LINK_SECRET!).update(`${path}:${expires}`).digest('base64url');
}
