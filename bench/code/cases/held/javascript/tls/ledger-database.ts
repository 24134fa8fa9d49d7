import { Pool } from 'pg';

const isLocal = process.env.NODE_ENV === 'development';
const ssl = { ca: process.env.DATABASE_CA, rejectUnauthorized: isLocal ? false : !isLocal };

export const ledger = new Pool({
  connectionString: process.env.DATABASE_URL,
  ssl: { ...ssl, checkServerIdentity: () => undefined }, // weak: CWE-297|CWE-295
});
