const express = require('express');
const escapeHtml = require('escape-html');

const router = express.Router();

router.get('/player', (req, res) => {
  const track = escapeHtml(String(req.query.track));
  res.send(`<button onclick="play('${track}')">Play</button><script src="/player.js"></script>`); // weak: CWE-79
});

module.exports = router;
