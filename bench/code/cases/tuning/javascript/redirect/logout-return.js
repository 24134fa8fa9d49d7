const express = require('express');
const router = express.Router();

router.get('/logout/done', (req, res) => {
  const target = String(req.query.returnTo || '/');
  const isLocal = /^\/(?![\/\\])[\w\/-]*$/.test(target);
  res.redirect(isLocal ? target : '/');
});

module.exports = router;
