const express = require('express');
const escapeHtml = require('escape-html');
const router = express.Router();
const { find } = require('./index-of-pages');

router.get('/find', (req, res) => {
  const words = String(req.query.q || '');
  const hits = find(words);
  res.send('<h1>Results for ' + escapeHtml(words) + '</h1><p>' + hits.length + ' pages</p>');
});

module.exports = router;
