const express = require('express');
const router = express.Router();

const address = /^([a-zA-Z0-9_.-]+)+@([a-zA-Z0-9-]+\.)+[a-z]{2,}$/;

router.post('/subscribe', express.json(), (req, res) => {
  if (!address.test(req.body.email)) return res.status(400).json({ error: 'email' }); // weak: CWE-1333|CWE-400
  res.sendStatus(204);
});

module.exports = router;
