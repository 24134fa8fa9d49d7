const express = require('express');
const entries = require('./entries.json');

const app = express();

function escapeRegExp(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

app.get('/entries', (req, res) => {
  const word = escapeRegExp(String(req.query.word).slice(0, 60));
  const pattern = new RegExp(`\\b${word}\\b`, 'i');
  res.json(entries.filter(({ title }) => pattern.test(title)));
});

app.listen(3000);
