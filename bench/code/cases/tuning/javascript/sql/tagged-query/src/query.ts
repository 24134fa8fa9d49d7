import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });

export async function rows(strings: TemplateStringsArray, ...values: (string | number)[]): Promise<unknown[]> {
  const text = strings.reduce((all, part, index) => {
    const value = values[index - 1];
    return all + (typeof value === 'string' ? `'${value}'` : value) + part;
  });
  return (await pool.query(text)).rows; // weak: CWE-89
}
