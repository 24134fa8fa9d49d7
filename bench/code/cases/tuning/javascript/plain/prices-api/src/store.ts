import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'] });

export async function find(article: number): Promise<{ amount: number } | undefined> {
  const { rows } = await pool.query<{ amount: number }>('SELECT amount FROM prices WHERE article = $1', [article]);
  return rows[0];
}
