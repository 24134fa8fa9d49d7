import Fastify from 'fastify';
import { nameOf } from './parts.ts';

const app = Fastify();

app.get<{ Params: { id: string } }>('/parts/:id', async (request, reply) => {
  const id = Number(request.params.id);
  if (!Number.isSafeInteger(id)) return reply.code(404).send();
  const name = nameOf(id);
  return name === undefined ? reply.code(404).send() : { id, name };
});

await app.listen({ port: 3000 });
