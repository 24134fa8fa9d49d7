const { Pool } = require('pg');

const pool = new Pool();
const COLUMNS = { color: 'i.color', size: 'i.size', warehouse: 'w.code' };

async function findItems(filter) {
  const clauses = ['i.deleted_at IS NULL'];
  const values = [];
  for (const key of Object.keys(COLUMNS)) {
    if (filter[key] === undefined) continue;
    values.push(String(filter[key]));
    clauses.push(`${COLUMNS[key]} = $${values.length}`);
  }
  const sql = `SELECT i.sku, i.name, w.code
    FROM items i JOIN warehouses w ON w.id = i.warehouse_id
    WHERE ${clauses.join(' AND ')} LIMIT 200`;
  const { rows } = await pool.query(sql, values);
  return rows;
}

module.exports = { findItems };
