import { db } from './database.js';

export interface ShipmentFilter {
  carrier?: string;
  day?: string;
}

export class ShipmentRepository {
  async find(filter: ShipmentFilter) {
    const conditions: string[] = [];
    const values: string[] = [];
    for (const column of ['carrier', 'day'] as const) {
      const value = filter[column];
      if (value === undefined) continue;
      values.push(value);
      conditions.push(`${column} = $${values.length}`);
    }
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    return (await db.query(`SELECT id, state FROM shipments ${where} LIMIT 200`, values)).rows;
  }
}
