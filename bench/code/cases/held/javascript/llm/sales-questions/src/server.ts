import Fastify from 'fastify';
import { Pool } from 'pg';
import { sqlFor } from './ask.ts';

const pool = new Pool();
const app = Fastify();

app.post<{ Body: { question: string } }>('/questions', async (request) => {
  const text = await sqlFor(request.body.question);
  const { rows } = await pool.query(text); // weak: CWE-89|CWE-1426|CWE-94
  return rows;
});

await app.listen({ port: 3000 });
