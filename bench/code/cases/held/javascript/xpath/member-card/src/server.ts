import Fastify from 'fastify';
import { holderOf } from './members.ts';

const app = Fastify();

app.post<{ Body: { card: string; zip: string } }>('/cards/check', async (request, reply) => {
  const holder = holderOf(request.body.card, request.body.zip);
  return holder === undefined ? reply.code(403).send() : { known: true };
});

await app.listen({ port: 3000 });
