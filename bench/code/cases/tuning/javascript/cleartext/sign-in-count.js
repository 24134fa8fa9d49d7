const express = require('express');
const { authenticate } = require('./users');

const router = express.Router();
let attempts = 0;

router.post('/sign-in', express.json(), async (req, res) => {
  const { email, password } = req.body;
  attempts += 1;
  console.debug('sign-in attempt', attempts, typeof password);
  res.sendStatus((await authenticate(String(email), String(password))) ? 204 : 401);
});

module.exports = router;
