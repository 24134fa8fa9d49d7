import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';

const db = new Kysely<{ prices: { article: string; amount: number } }>({
  dialect: new PostgresDialect({ pool: new Pool({ connectionString: process.env.DATABASE_URL }) }),
});
const t = initTRPC.create();

export const router = t.router({
  history: t.procedure.input(z.object({ article: z.string().min(1), unit: z.string() })).query(({ input }) => {
    const { article, unit } = input;
    return db
      .selectFrom('prices')
      .select([sql.raw(`date_trunc('${unit}', at)`).as('at'), 'amount']) // weak: CWE-89
      .where('article', '=', article)
      .execute();
  }),
});
