import Fastify from 'fastify';
import { inflate } from './inflate.ts';

const app = Fastify({ bodyLimit: 1_000_000 });
app.addContentTypeParser('application/gzip', { parseAs: 'buffer' }, (request, body, done) => done(null, body));

app.post<{ Body: Buffer }>('/telemetry', async (request) => {
  const lines = inflate(request.body).split('\n');
  return { accepted: lines.length };
});

await app.listen({ port: 3000 });
