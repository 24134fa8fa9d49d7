const express = require('express');
const { execFile } = require('node:child_process');
const path = require('node:path');

const app = express();
const library = path.join(__dirname, 'library');

app.get('/images/:id/size', (req, res, next) => {
  const id = Number.parseInt(req.params.id, 10);
  if (!Number.isInteger(id)) return res.sendStatus(404);
  execFile('identify', ['-format', '%w %h', path.join(library, `${id}.png`)], (err, stdout) => {
    if (err) return next(err);
    const [width, height] = stdout.trim().split(' ').map(Number);
    res.json({ width, height });
  });
});

module.exports = app;
