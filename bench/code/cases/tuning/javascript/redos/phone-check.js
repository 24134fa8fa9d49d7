const express = require('express');
const router = express.Router();

const number = /^\+?[0-9]{2,4}(?:[ -][0-9]{2,8}){1,4}$/;

router.post('/callback', express.json(), (req, res) => {
  if (!number.test(req.body.phone)) return res.status(400).json({ error: 'phone' });
  res.sendStatus(204);
});

module.exports = router;
