import Database from 'better-sqlite3';
import Fastify, { type FastifyRequest } from 'fastify';

const db = new Database('music.db', { readonly: true });
const app = Fastify();

type TrackQuery = { Querystring: { ids: string } };

app.get('/tracks', async (request: FastifyRequest<TrackQuery>) => {
  const ids = request.query.ids.split(',');
  const list = ids.map((id) => `'${id}'`).join(', ');
  return db.prepare(`SELECT id, title, seconds FROM tracks WHERE id IN (${list})`).all(); // weak: CWE-89
});

await app.listen({ port: 8080 });
