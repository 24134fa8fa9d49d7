const express = require('express');
const { Pool } = require('pg');

const pool = new Pool();
const app = express();
app.set('view engine', 'pug');

app.get('/members/:id', async (req, res, next) => {
  const { rows } = await pool.query('SELECT name, about, city FROM members WHERE id = $1', [req.params.id]);
  if (rows.length === 0) return next();
  res.render('member', { member: rows[0] });
});

app.listen(3000);
