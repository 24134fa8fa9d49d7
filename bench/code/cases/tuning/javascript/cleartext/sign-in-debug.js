const express = require('express');
const { authenticate } = require('./users');

const router = express.Router();

router.post('/sign-in', express.json(), async (req, res) => {
  const { password } = req.body;
  console.debug('sign-in with', JSON.stringify({ password })); // weak: CWE-532
  res.sendStatus((await authenticate(req.body.email, password)) ? 204 : 401);
});

module.exports = router;
