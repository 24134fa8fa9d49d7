const express = require('express');
const app = express();
app.disable('x-powered-by');

app.use((req, res, next) => {
  const { origin } = req.headers;
  if (origin) {
    res.setHeader('Access-Control-Allow-Origin', origin); // weak: CWE-942|CWE-346
    res.setHeader('Access-Control-Allow-Credentials', 'true');
  }
  next();
});

app.get('/me', (req, res) => res.json({ id: req.user.id }));

module.exports = app;
