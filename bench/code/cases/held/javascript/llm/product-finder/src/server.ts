import express from 'express';
import { Pool } from 'pg';
import { intentOf } from './intent.ts';

const pool = new Pool();
const app = express();
app.use(express.json({ limit: '5kb' }));

app.post('/find', async (req, res) => {
  const { category, maximum } = await intentOf(String(req.body.wish));
  const text = 'SELECT id, name, price FROM products WHERE category = $1 AND price <= $2 LIMIT 20';
  const { rows } = await pool.query(text, [category, maximum]);
  res.json(rows);
});

app.listen(3000);
