import { createHash } from 'node:crypto';

export const digest = (bytes: Buffer, algorithm: string): string => createHash(algorithm).update(bytes).digest('hex');
