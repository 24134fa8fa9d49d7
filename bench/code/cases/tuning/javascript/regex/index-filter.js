const express = require('express');
const escapeRegExp = require('lodash/escapeRegExp');
const { terms } = require('./terms');

const router = express.Router();

router.get('/index', (req, res) => {
  const pattern = new RegExp('^' + escapeRegExp(String(req.query.start)), 'i');
  res.json(terms.filter((term) => pattern.test(term.name)));
});

module.exports = router;
