import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { createPool, type RowDataPacket } from 'mysql2/promise';

const pool = createPool({ uri: process.env.MYSQL_URL });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const [tenant, page] = [params.tenant, Number(searchParams.get('page') ?? 0)];
  const connection = await pool.getConnection();
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT title FROM ${tenant}_posts ORDER BY id LIMIT 20 OFFSET ?`, // weak: CWE-89
      [page * 20],
    );
    return { titles: rows.map(({ title }) => String(title)) };
  } finally {
    connection.release();
  }
}

export default function Posts() {
  const { titles } = useLoaderData<typeof loader>();
  return <ul>{titles.map((title) => <li key={title}>{title}</li>)}</ul>;
}
