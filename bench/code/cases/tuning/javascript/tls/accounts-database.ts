import { Pool } from 'pg';

export const accounts = new Pool({
  connectionString: process.env.DATABASE_URL,
  ssl: { ca: process.env.DATABASE_CA, rejectUnauthorized: true },
});
