import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Client } from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';
import { sql } from 'drizzle-orm';

const client = new Client({ connectionString: process.env.DATABASE_URL });
const ready = client.connect();
const db = drizzle(client);

export const handler = async (event: APIGatewayProxyEvent) => {
  await ready;
  const { zone } = JSON.parse(event.body ?? '{}') as { zone: string };
  const tariff = await db.execute(sql`select price from tariffs where zone = ${zone} and valid_until is null`);
  return { statusCode: 200, body: JSON.stringify(tariff.rows) };
};
