const express = require('express');
const catalog = require('./catalog');

const app = express();
app.set('view engine', 'ejs');

app.get('/search', async (req, res, next) => {
  try {
    const products = await catalog.find(req.query.q);
    res.render('search', { query: req.query.q, products });
  } catch (err) {
    next(err);
  }
});

app.listen(3000);
