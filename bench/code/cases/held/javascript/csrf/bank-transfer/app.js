var express = require('express');
var cookieParser = require('cookie-parser');
var protection = require('./middleware/protection');
var transfers = require('./transfers');

var app = express();
app.use(cookieParser());
app.use(express.urlencoded({ extended: false }));
app.use(protection);

app.post('/transfers', function (req, res, next) {
  transfers.create(req.user, req.body.to, Number(req.body.amount), function (err) {
    if (err) return next(err);
    res.redirect('/transfers');
  });
});

module.exports = app;
