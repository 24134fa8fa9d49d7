const express = require('express');
const router = express.Router();
const { find } = require('./index-of-pages');

router.get('/search', (req, res) => {
  const words = req.query.q || '';
  const hits = find(String(words));
  res.send('<h1>Results for ' + words + '</h1><p>' + hits.length + ' pages</p>'); // weak: CWE-79
});

module.exports = router;
