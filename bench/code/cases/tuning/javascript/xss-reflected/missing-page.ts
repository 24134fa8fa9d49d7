import Fastify from 'fastify';

const app = Fastify();

app.setNotFoundHandler((request, reply) => {
  reply.code(404).type('text/plain').header('x-content-type-options', 'nosniff').send(`There is no page at ${request.url}.`);
});

export default app;
