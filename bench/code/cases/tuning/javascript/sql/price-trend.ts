import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';

const db = new Kysely<{ prices: { article: string; amount: number } }>({
  dialect: new PostgresDialect({ pool: new Pool({ connectionString: process.env.DATABASE_URL }) }),
});
const t = initTRPC.create();

export const router = t.router({
  trend: t.procedure.input(z.object({ article: z.string().min(1), unit: z.enum(['day', 'month']) })).query(({ input }) => {
    const { article, unit } = input;
    return db
      .selectFrom('prices')
      .select([sql.raw(`date_trunc('${unit}', at)`).as('at'), 'amount'])
      .where('article', '=', article)
      .execute();
  }),
});
