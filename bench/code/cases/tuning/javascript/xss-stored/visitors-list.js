const express = require('express');
const escapeHtml = require('escape-html');
const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const router = express.Router();

router.get('/visitors', async (req, res) => {
  const { rows } = await pool.query('SELECT author, text FROM entries ORDER BY id DESC LIMIT 50');
  const items = rows.map((row) => `<li><b>${escapeHtml(row.author)}</b>: ${escapeHtml(row.text)}</li>`);
  res.type('html').send(`<ul>${items.join('')}</ul>`);
});

module.exports = router;
