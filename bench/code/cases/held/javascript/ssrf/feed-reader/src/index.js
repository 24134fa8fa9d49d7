const express = require('express');
const fetchText = require('./fetcher');

const app = express();

app.get('/feeds/count', function (req, res, next) {
  fetchText(String(req.query.feed), function (err, text) {
    if (err) return next(err);
    res.json({ items: text.split('<item>').length - 1 });
  });
});

app.listen(8081);
