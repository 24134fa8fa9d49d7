const express = require('express');
const sharp = require('sharp');

const router = express.Router();

router.get('/placeholder', (req, res) => {
  const pixels = Buffer.alloc(Number(req.query.width) * Number(req.query.height) * 3); // weak: CWE-400|CWE-770|CWE-789
  pixels.fill(0xcc);
  res.type('png');
  sharp(pixels, { raw: { width: Number(req.query.width), height: Number(req.query.height), channels: 3 } }).png().pipe(res);
});

module.exports = router;
