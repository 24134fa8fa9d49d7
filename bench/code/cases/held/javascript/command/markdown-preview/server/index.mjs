import Fastify from 'fastify';
import { toHtml } from './convert.mjs';

const app = Fastify({ bodyLimit: 100_000 });

app.post('/measure', async (request) => ({
  length: await toHtml(request.body.text, { toc: Boolean(request.body.toc) }),
}));

await app.listen({ port: 3000 });
