const express = require('express');
const lines = require('./lines');
const { matches } = require('./matcher');

const app = express();

app.get('/lines', (req, res) => {
  try {
    res.json(matches(String(req.query.pattern), lines.all()));
  } catch {
    res.status(400).json({ error: 'not a pattern' });
  }
});

app.listen(3000);
