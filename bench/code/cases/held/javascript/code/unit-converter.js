const express = require('express');

const app = express();

const conversions = new Map([
  ['km-mi', (n) => n * 0.621371],
  ['mi-km', (n) => n / 0.621371],
  ['c-f', (n) => (n * 9) / 5 + 32],
]);

app.get('/convert/:kind/:value', (req, res) => {
  const convert = conversions.get(req.params.kind);
  const value = Number.parseFloat(req.params.value);
  if (convert === undefined || Number.isNaN(value)) return res.sendStatus(404);
  res.json({ value: convert(value) });
});

module.exports = app;
