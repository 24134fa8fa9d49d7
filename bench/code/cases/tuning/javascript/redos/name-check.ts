import Fastify from 'fastify';

const app = Fastify();

app.put('/names/:slug', async (request, reply) => {
  const { slug } = request.params as { slug: string };
  const { title } = request.body as { title: string };
  if (title.match(/^\w+(?:\s\w+)*$/) === null) return reply.code(400).send({ error: 'title' });
  return { slug, title };
});

export default app;
