const express = require('express');
const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const router = express.Router();

router.get('/guestbook', async (req, res) => {
  const { rows } = await pool.query('SELECT author, text FROM entries ORDER BY id DESC LIMIT 50');
  const items = rows.map((row) => `<li><b>${row.author}</b>: ${row.text}</li>`);
  res.type('html').send(`<ul>${items.join('')}</ul>`); // weak: CWE-79
});

module.exports = router;
