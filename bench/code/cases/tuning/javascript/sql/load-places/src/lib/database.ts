import Database from 'better-sqlite3';

const db = new Database('places.db', { readonly: true });

export function query(table: 'events' | 'places', conditions: Record<string, string>): unknown[] {
  let statement = 'SELECT * FROM ' + table + ' WHERE 1=1';
  for (const column of Object.keys(conditions)) statement += ` AND ${column} = @${column}`;
  return db.prepare(statement + ' LIMIT 100').all(conditions);
}
