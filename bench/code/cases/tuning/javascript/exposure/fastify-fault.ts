import Fastify from 'fastify';
import { randomUUID } from 'node:crypto';

const app = Fastify({ logger: true });

app.setErrorHandler((error, request, reply) => {
  const incident = randomUUID();
  request.log.error({ err: error, incident }, 'request failed');
  reply.code(500).send({ error: 'Something went wrong', incident });
});

export default app;
