var express = require('express');
var session = require('./config/session');

var app = express();
app.set('trust proxy', 1);
app.use(session);

app.get('/members', function (req, res) {
  res.json({ visits: (req.session.visits = (req.session.visits || 0) + 1) });
});

app.listen(3000);
