import { drizzle } from 'drizzle-orm/node-postgres';
import { and, eq, ilike, sql } from 'drizzle-orm';
import { pgTable, serial, text } from 'drizzle-orm/pg-core';
import Fastify from 'fastify';

const species = pgTable('species', { id: serial('id'), family: text('family'), name: text('name') });
const db = drizzle(process.env.DATABASE_URL!);
const app = Fastify();

app.get<{ Querystring: { name: string; family?: string } }>('/species', async (request) => {
  const { name, family } = request.query;
  const rows = await db
    .select()
    .from(species)
    .where(and(ilike(species.name, `%${name}%`), family ? eq(species.family, family) : undefined));
  const similar = await db.execute(sql`select name from species where similarity(name, ${name}) > 0.4`);
  return { rows, similar: similar.rows };
});

export default app;
