import Fastify from 'fastify';
import { holderOf } from './members.ts';

const app = Fastify();

app.post<{ Body: { card: string; pin: string } }>('/cards/check', async (request, reply) => {
  const holder = holderOf(request.body.card, request.body.pin);
  return holder === undefined ? reply.code(403).send() : { known: true };
});

await app.listen({ port: 3000 });
