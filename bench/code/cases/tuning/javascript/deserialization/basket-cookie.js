const express = require('express');
const cookieParser = require('cookie-parser');
const serialize = require('node-serialize');

const router = express.Router();
router.use(cookieParser());

router.get('/basket', (req, res) => {
  if (!req.cookies.basket) return res.json({ items: [] });
  const text = Buffer.from(req.cookies.basket, 'base64').toString();
  const basket = serialize.unserialize(text); // weak: CWE-502
  res.json({ items: basket.items });
});

module.exports = router;
