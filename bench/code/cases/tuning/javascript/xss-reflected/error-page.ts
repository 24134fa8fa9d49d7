import Fastify from 'fastify';

const app = Fastify();

app.setNotFoundHandler((request, reply) => {
  reply.code(404).type('text/html').send(`<p>There is no page at ${decodeURI(request.url)}.</p>`); // weak: CWE-79
});

export default app;
