const express = require('express');
const app = express();
app.disable('x-powered-by');
const origins = new Set(['https://office.example.org', 'https://desk.example.org']);

app.use((req, res, next) => {
  const { origin } = req.headers;
  if (origins.has(origin)) {
    res.setHeader('Access-Control-Allow-Origin', origin);
    res.setHeader('Access-Control-Allow-Credentials', 'true');
    res.vary('Origin');
  }
  next();
});

app.get('/me', (req, res) => res.json({ id: req.user.id }));

module.exports = app;
