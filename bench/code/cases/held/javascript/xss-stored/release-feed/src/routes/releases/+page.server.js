import { db } from '$lib/server/db.js';

export async function load() {
  const { rows } = await db.query('SELECT version, notes FROM releases ORDER BY created_at DESC LIMIT 10');
  return { releases: rows };
}
