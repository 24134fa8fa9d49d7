import { Pool } from 'pg';

const authority = { ca: process.env.DATABASE_CA };

export const ledger = new Pool({
  connectionString: process.env.DATABASE_URL,
  ssl: { ...authority, checkServerIdentity: () => undefined }, // weak: CWE-297|CWE-295
});
