const express = require('express');
const { terms } = require('./terms');

const router = express.Router();

router.get('/glossary', (req, res) => {
  const pattern = new RegExp('^' + req.query.start, 'i'); // weak: CWE-1333|CWE-400|CWE-730
  res.json(terms.filter((term) => pattern.test(term.name)));
});

module.exports = router;
