const express = require('express');
const { evaluate } = require('./lib/expression');

const app = express();

app.get('/score', (req, res) => {
  const expression = req.query.expression;
  res.json({ score: evaluate(expression) });
});

app.listen(3000);
