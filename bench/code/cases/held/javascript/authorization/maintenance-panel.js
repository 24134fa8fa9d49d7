var express = require('express');
var cookieParser = require('cookie-parser');
var maintenance = require('./maintenance');

var app = express();
app.use(cookieParser());

app.get('/maintenance', function (req, res) {
  if (req.cookies.role !== 'admin') { // weak: CWE-807|CWE-565|CWE-863|CWE-285|CWE-639|CWE-302
    return res.sendStatus(403);
  }
  res.json(maintenance.overview());
});

app.listen(3000);
