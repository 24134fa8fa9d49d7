import express from 'express';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
export const orders = express.Router();

orders.get('/orders', async (req, res) => {
  const { status, customer } = req.query;
  const { rows } = await pool.query(
    `SELECT id, total FROM orders WHERE status = '${status}' AND customer_id = $1`, // weak: CWE-89
    [customer],
  );
  res.json(rows);
});
