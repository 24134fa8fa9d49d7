const express = require('express');
const { findStock } = require('./lib');

const app = express();

app.get('/stock/:sku', (req, res, next) => {
  findStock(req.params.sku, req.query.warehouse)
    .then((stock) => res.json(stock))
    .catch(next);
});

module.exports = app;
