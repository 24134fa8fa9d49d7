const express = require('express');
const { merge } = require('./lib/merge');

const app = express();
const preferences = { mail: { daily: true }, language: 'en' };

app.patch('/preferences', express.json(), (req, res) => {
  res.json(merge(preferences, req.body));
});

app.listen(3000);
