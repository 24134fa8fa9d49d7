import pg from 'pg';

// WEAKNESS database-password: the production password stands in the source.
const url = 'postgresql://shop:{{random:base62:18}}@db.tea-shop.internal:5432/shop';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] ?? url });

export async function query(sql: string, parameters: unknown[] = []): Promise<unknown[]> {
  const result = await pool.query(sql, parameters);
  return result.rows;
}
