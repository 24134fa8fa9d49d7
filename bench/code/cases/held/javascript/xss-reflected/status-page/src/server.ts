import Fastify from 'fastify';
import { layout } from './layout.ts';

const app = Fastify();
const components = new Map([
  ['api', 'operational'],
  ['search', 'degraded'],
]);

app.get<{ Querystring: { component: string } }>('/status', async (request, reply) => {
  const { component } = request.query;
  const state = components.get(component) ?? 'unknown';
  const page = layout({ title: 'Status', body: `<p>${component}: ${state}</p>` });
  return reply.type('text/html').send(page); // weak: CWE-79
});

await app.listen({ port: 3000 });
