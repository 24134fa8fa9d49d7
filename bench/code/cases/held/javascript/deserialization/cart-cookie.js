var express = require('express');
var cookieParser = require('cookie-parser');
var serialize = require('node-serialize');

var app = express();
app.use(cookieParser());

app.get('/cart', function (req, res) {
  if (!req.cookies.cart) return res.json({ items: [] });
  var text = Buffer.from(req.cookies.cart, 'base64').toString();
  var cart = serialize.unserialize(text); // weak: CWE-502
  res.json({ items: cart.items });
});

app.listen(3000);
