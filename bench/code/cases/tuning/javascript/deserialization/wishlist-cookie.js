const express = require('express');
const cookieParser = require('cookie-parser');

const router = express.Router();
router.use(cookieParser(process.env.COOKIE_SECRET));

router.get('/wishlist', (req, res) => {
  if (!req.signedCookies.wishlist) return res.json({ items: [] });
  const text = Buffer.from(req.signedCookies.wishlist, 'base64').toString();
  const wishlist = JSON.parse(text);
  res.json({ items: wishlist.items.map(Number) });
});

module.exports = router;
