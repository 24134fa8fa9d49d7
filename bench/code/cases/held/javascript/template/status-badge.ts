import Fastify from 'fastify';
import nunjucks from 'nunjucks';

const app = Fastify();
const env = new nunjucks.Environment(null, { autoescape: true });

app.get<{ Querystring: { format?: string } }>('/badge', async (request) => {
  const format = request.query.format ?? '{{ name }}: {{ state }}';
  return { text: env.renderString(format, { name: 'build', state: 'green' }) }; // weak: CWE-1336|CWE-94
});

await app.listen({ port: 3000 });
