import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Client } from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';
import { sql } from 'drizzle-orm';

const client = new Client({ connectionString: process.env.DATABASE_URL });
const ready = client.connect();
const db = drizzle(client);

export const handler = async (event: APIGatewayProxyEvent) => {
  await ready;
  const body = JSON.parse(event.body ?? '{}');
  const meter: string = body.meter;
  const usage = await db.execute(sql.raw(`select sum(kwh) from readings where meter = '${meter}'`)); // weak: CWE-89
  return { statusCode: 200, body: JSON.stringify(usage.rows) };
};
