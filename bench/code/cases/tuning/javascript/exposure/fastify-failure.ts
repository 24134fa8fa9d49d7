import Fastify from 'fastify';
import { inspect } from 'node:util';

const app = Fastify();

app.setErrorHandler((error, _request, reply) => {
  reply.code(500).type('text/plain').send(inspect(error, { depth: 5 })); // weak: CWE-209|CWE-200
});

export default app;
