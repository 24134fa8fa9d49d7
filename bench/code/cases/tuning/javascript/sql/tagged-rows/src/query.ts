import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });

export async function rows(strings: TemplateStringsArray, ...values: (string | number | undefined)[]): Promise<unknown[]> {
  const text = strings.reduce((all, part, index) => `${all}$${index}${part}`);
  return (await pool.query(text, values)).rows;
}
