import { drizzle } from 'drizzle-orm/node-postgres';
import { eq } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

const table = pgTable('accounts', { id: integer('id').primaryKey(), name: text('name'), language: text('language') });
const db = drizzle(process.env.DATABASE_URL!);

export const accounts = {
  async change(id: number, { name, language }: { name: string; language: string }): Promise<void> {
    await db.update(table).set({ name, language }).where(eq(table.id, id));
  },
};
