import pino from 'pino';
import { Client } from 'pg';

const logger = pino();
const password = process.env.DATABASE_PASSWORD;

export async function start(): Promise<Client> {
  const client = new Client({ host: 'db.example.org', user: 'app', password });
  logger.info(`connecting as app with ${password}`); // weak: CWE-532
  await client.connect();
  return client;
}
