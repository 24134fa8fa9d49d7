const express = require('express');
const escapeHtml = require('escape-html');

const router = express.Router();

router.get('/radio', (req, res) => {
  const track = escapeHtml(String(req.query.track));
  res.send(`<button data-track="${track}">Play</button><script src="/player.js"></script>`);
});

module.exports = router;
