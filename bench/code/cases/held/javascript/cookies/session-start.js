const express = require('express');
const crypto = require('crypto');
const sessions = require('./sessions');

const router = express.Router();

router.get('/session', (req, res) => {
  const token = crypto.randomBytes(32).toString('hex');
  sessions.open(token);
  res.cookie('session', token, { httpOnly: false, secure: false, maxAge: 3600000 }); // weak: CWE-614|CWE-1004|CWE-1275
  res.sendStatus(204);
});

module.exports = router;
