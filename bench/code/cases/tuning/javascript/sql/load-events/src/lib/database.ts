import Database from 'better-sqlite3';

const db = new Database('events.db', { readonly: true });

export function query(table: 'events' | 'places', conditions: Record<string, string>): unknown[] {
  let statement = 'SELECT * FROM ' + table + ' WHERE 1=1';
  for (const [column, value] of Object.entries(conditions)) statement += ` AND ${column} = '${value.trim()}'`;
  return db.prepare(statement).all(); // weak: CWE-89
}
