const express = require('express');

const app = express();

app.get('/palette', (req, res) => {
  const wanted = Number.parseInt(req.query.count, 10) || 5;
  const count = Math.min(Math.max(wanted, 1), 64);
  const colors = new Array(count).fill(0).map((_, index) => `hsl(${Math.round((360 / count) * index)} 70% 50%)`);
  res.json({ colors });
});

app.listen(3000);
