import Fastify from 'fastify';
import { lines } from './lines.ts';
import { Highlighter } from './highlighter.ts';

const app = Fastify();

app.get<{ Querystring: { words: string } }>('/count', async (request) => {
  const highlighter = new Highlighter(request.query.words.split(','));
  return { hits: lines().reduce((sum, line) => sum + highlighter.count(line), 0) };
});

await app.listen({ port: 3000 });
