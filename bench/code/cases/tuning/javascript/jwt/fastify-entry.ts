import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';

const app = Fastify();
await app.register(fastifyJwt, {
  secret: process.env.JWT_SECRET!,
  verify: { algorithms: ['HS256'], maxAge: '1h' },
});

app.addHook('onRequest', async (request, reply) => {
  try {
    await request.jwtVerify();
  } catch {
    return reply.code(401).send();
  }
});

export default app;
