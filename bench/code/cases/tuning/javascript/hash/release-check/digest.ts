import { createHash } from 'node:crypto';

export const digest = (bytes: Buffer, algorithm: string): string => createHash(algorithm).update(bytes).digest('hex'); // weak: CWE-327|CWE-328
