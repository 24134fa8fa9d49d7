import Fastify from 'fastify';
import { parse } from './parse.ts';

const app = Fastify();
app.addContentTypeParser('text/xml', { parseAs: 'string' }, (request, body, done) => done(null, body));

app.post<{ Body: string }>('/metadata', async (request) => {
  const title = parse(request.body).get('//title');
  return { title: title ? String(title) : null };
});

await app.listen({ port: 3000 });
