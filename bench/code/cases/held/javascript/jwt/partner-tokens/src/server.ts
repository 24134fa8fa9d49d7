import Fastify from 'fastify';
import { claimsOf } from './tokens.ts';

const app = Fastify();

app.get('/partner/orders', async (request, reply) => {
  const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
  try {
    const { sub } = claimsOf(token);
    return { partner: sub, orders: [] };
  } catch {
    return reply.code(401).send();
  }
});

await app.listen({ port: 3000 });
