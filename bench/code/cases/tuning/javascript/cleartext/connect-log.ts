import pino from 'pino';
import { Client } from 'pg';

const logger = pino({ redact: ['password'] });
const password = process.env.DATABASE_PASSWORD;

export async function start(): Promise<Client> {
  const client = new Client({ host: 'db.example.org', user: 'app', password });
  logger.info({ user: 'app', hasPassword: password !== undefined }, 'connecting');
  await client.connect();
  return client;
}
