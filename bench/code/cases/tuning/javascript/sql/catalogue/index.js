const express = require('express');
const { findProducts } = require('./lib');

const app = express();

app.get('/products', (req, res, next) => {
  findProducts(req.query.category, req.query.text)
    .then((products) => res.json(products))
    .catch(next);
});

module.exports = app;
