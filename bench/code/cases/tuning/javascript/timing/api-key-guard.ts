import type { FastifyRequest } from 'fastify';

const apiKey = process.env.API_KEY ?? '';

export async function authenticate(request: FastifyRequest): Promise<void> {
  const given = request.headers['x-api-key'];
  if (given !== apiKey) throw new Error('unauthorized'); // weak: CWE-208|CWE-385
}
