import Fastify from 'fastify';

const app = Fastify();

app.put('/pages/:slug', async (request, reply) => {
  const { slug } = request.params as { slug: string };
  const { title } = request.body as { title: string };
  if (title.match(/^(\w+\s?)*$/) === null) return reply.code(400).send({ error: 'title' }); // weak: CWE-1333|CWE-400
  return { slug, title };
});

export default app;
