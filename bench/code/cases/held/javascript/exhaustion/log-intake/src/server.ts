import Fastify from 'fastify';
import { inflate } from './inflate.ts';

const app = Fastify({ bodyLimit: 500_000 });
app.addContentTypeParser('application/gzip', { parseAs: 'buffer' }, (request, body, done) => done(null, body));

app.post<{ Body: Buffer }>('/logs', async (request, reply) => {
  try {
    return { accepted: inflate(request.body).split('\n').length };
  } catch {
    return reply.code(413).send();
  }
});

await app.listen({ port: 3000 });
