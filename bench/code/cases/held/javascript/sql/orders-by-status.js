var express = require('express');
var pg = require('pg');

var app = express();
var pool = new pg.Pool({ max: 8 });

app.get('/orders', function (req, res, next) {
  var status = req.query.status || 'open';
  var text = "SELECT id, total, placed_at FROM orders WHERE status = '" + status + "' ORDER BY placed_at DESC LIMIT 50";
  pool.query(text, function (err, result) { // weak: CWE-89
    if (err) {
      return next(err);
    }
    res.json({ orders: result.rows });
  });
});

module.exports = app;
