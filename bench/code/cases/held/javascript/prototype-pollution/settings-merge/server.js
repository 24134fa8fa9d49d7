var express = require('express');
var merge = require('./lib/merge');

var app = express();
var settings = { theme: 'light', editor: { tabSize: 2 } };

app.put('/settings', express.json(), function (req, res) {
  merge(settings, req.body);
  res.json(settings);
});

app.listen(3000);
