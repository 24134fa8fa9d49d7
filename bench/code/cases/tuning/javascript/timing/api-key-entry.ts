import type { FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest();
const expected = digest(process.env.API_KEY ?? '');

export async function authenticate(request: FastifyRequest): Promise<void> {
  const given = digest(String(request.headers['x-api-key'] ?? ''));
  if (!timingSafeEqual(given, expected)) throw new Error('unauthorized');
}
