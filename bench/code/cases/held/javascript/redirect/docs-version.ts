import Fastify from 'fastify';

const app = Fastify();
const CURRENT = '4.2';

app.get<{ Params: { version: string; page: string } }>('/docs/:version/:page', async (request, reply) => {
  const { version, page } = request.params;
  if (version === 'latest') {
    return reply.redirect(`/docs/${CURRENT}/${encodeURIComponent(page)}`, 302);
  }
  return reply.code(404).send();
});

await app.listen({ port: 3000 });
