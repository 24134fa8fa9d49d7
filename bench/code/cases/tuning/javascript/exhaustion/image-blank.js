const express = require('express');
const sharp = require('sharp');

const router = express.Router();
const side = (text) => Math.min(Math.max(Number.parseInt(text, 10) || 64, 1), 1024);

router.get('/blank', (req, res) => {
  const [width, height] = [side(req.query.width), side(req.query.height)];
  const pixels = Buffer.alloc(width * height * 3);
  pixels.fill(0xcc);
  res.type('png');
  sharp(pixels, { raw: { width, height, channels: 3 } }).png().pipe(res);
});

module.exports = router;
