const express = require('express');
const escapeHtml = require('escape-html');
const words = require('./words.json');

const app = express();

app.get('/define', (req, res) => {
  const word = String(req.query.word || '');
  const meaning = words.find((entry) => entry.word === word)?.meaning;
  if (!meaning) {
    return res.status(404).send(`<p>There is no entry for <b>${escapeHtml(word)}</b>.</p>`);
  }
  res.send(`<h1>${escapeHtml(word)}</h1><p>${escapeHtml(meaning)}</p>`);
});

app.listen(3000);
