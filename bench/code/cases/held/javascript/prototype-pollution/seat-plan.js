const express = require('express');

const app = express();
const rows = Array.from({ length: 20 }, () => new Array(30).fill(null));

app.put('/seats/:row/:seat', express.json(), (req, res) => {
  const row = Number.parseInt(req.params.row, 10);
  const seat = Number.parseInt(req.params.seat, 10);
  if (!(row >= 0 && row < 20 && seat >= 0 && seat < 30)) return res.sendStatus(404);
  rows[row][seat] = String(req.body.holder);
  res.sendStatus(204);
});

module.exports = app;
