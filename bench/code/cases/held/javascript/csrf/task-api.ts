import Fastify from 'fastify';
import jwt from '@fastify/jwt';

const app = Fastify();
await app.register(jwt, { secret: process.env.JWT_SECRET! });

app.addHook('onRequest', async (request) => {
  await request.jwtVerify();
});

app.post<{ Body: { title: string } }>('/tasks', {
  schema: { body: { type: 'object', required: ['title'], properties: { title: { type: 'string', maxLength: 200 } } } },
  handler: async (request, reply) => reply.code(201).send({ title: request.body.title }),
});

await app.listen({ port: 3000 });
