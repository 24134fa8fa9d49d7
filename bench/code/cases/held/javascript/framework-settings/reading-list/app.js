var express = require('express');
var errorhandler = require('errorhandler');
var books = require('./routes/books');

var app = express();

app.disable('x-powered-by');
app.set('view engine', 'pug');
app.use('/books', books);

if (app.get('env') === 'development') {
  app.use(errorhandler());
} else {
  app.use(function (err, req, res, next) {
    res.status(500).render('error', { title: 'Something failed' });
  });
}

module.exports = app;
