import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { createPool, escapeId, type RowDataPacket } from 'mysql2/promise';

const pool = createPool({ uri: process.env.MYSQL_URL });
const tenants = new Set(['north', 'south']);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const { tenant = '' } = params;
  if (!tenants.has(tenant)) throw new Response(null, { status: 404 });
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT title FROM ${escapeId(tenant + '_posts')} ORDER BY id LIMIT 20 OFFSET ?`,
    [Number(searchParams.get('page') ?? 0) * 20],
  );
  return { titles: rows.map(({ title }) => String(title)) };
}

export default function Archive() {
  const { titles } = useLoaderData<typeof loader>();
  return <ul>{titles.map((title) => <li key={title}>{title}</li>)}</ul>;
}
