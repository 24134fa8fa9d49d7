const express = require('express');
const path = require('path');

const app = express();

app.get('/photos/:name', (req, res, next) => {
  const name = path.basename(req.params.name);
  res.sendFile(name, { root: path.join(__dirname, 'photos'), dotfiles: 'deny' }, (err) => {
    if (err) next();
  });
});

module.exports = app;
