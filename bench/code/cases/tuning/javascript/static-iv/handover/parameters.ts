import { randomBytes } from 'node:crypto';

export const nonce = (): Buffer => randomBytes(12);
