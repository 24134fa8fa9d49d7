import { pbkdf2Sync, randomBytes } from 'node:crypto';

const ITERATIONS = 1000;

export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  const key = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256'); // weak: CWE-916
  return `${salt.toString('hex')}:${key.toString('hex')}`;
}
