import { Router } from 'express';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const sortable = new Map([
  ['name', 'last_name, first_name'],
  ['city', 'city, last_name'],
  ['since', 'created_at'],
]);

export const customers = Router();

customers.get('/customers', async (req, res, next) => {
  try {
    const order = sortable.get(String(req.query.sort)) ?? 'last_name';
    const direction = req.query.direction === 'desc' ? 'DESC' : 'ASC';
    const { rows } = await pool.query(
      `SELECT id, first_name, last_name, city FROM customers WHERE city = $1 ORDER BY ${order} ${direction} LIMIT 100`,
      [req.query.city],
    );
    res.json(rows);
  } catch (error) {
    next(error);
  }
});
