import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';

const app = Fastify();
await app.register(fastifyJwt, { secret: process.env.JWT_SECRET! });

app.addHook('onRequest', async (request, reply) => {
  const token = request.headers['x-token'] as string;
  const claims = app.jwt.decode<{ sub: string }>(token); // weak: CWE-347|CWE-345
  if (claims === null) return reply.code(401).send();
  request.user = claims.sub;
});

export default app;
