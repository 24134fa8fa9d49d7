var express = require('express');
var Store = require('./lib/store');

var store = new Store({ root: '/srv/wiki' });
var app = express();
app.set('view engine', 'pug');

app.get('/page', function (req, res, next) {
  store.read(req.query.title, function (err, text) {
    if (err) return next(err);
    res.render('page', { text: text });
  });
});

app.listen(3000);
