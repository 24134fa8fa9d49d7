var express = require('express');
var mysql = require('mysql');

var app = express();
var pool = mysql.createPool(process.env.DB_URL);

app.get('/ads', function (req, res, next) {
  pool.query('SELECT title, text, phone FROM ads ORDER BY id DESC LIMIT 30', function (err, ads) {
    if (err) return next(err);
    var html = '<ul>';
    ads.forEach(function (ad) {
      html += '<li><h3>' + ad.title + '</h3>' + ad.text + '</li>';
    });
    html += '</ul>';
    res.send(html); // weak: CWE-79
  });
});

app.listen(3000);
