const express = require('express');
const crypto = require('crypto');
const devices = require('./devices');

const router = express.Router();

router.get('/device', (req, res) => {
  const token = crypto.randomBytes(32).toString('base64url');
  devices.remember(token);
  res.cookie('device', token, { httpOnly: true, secure: true, sameSite: 'strict', maxAge: 30 * 86400000 });
  res.sendStatus(204);
});

module.exports = router;
