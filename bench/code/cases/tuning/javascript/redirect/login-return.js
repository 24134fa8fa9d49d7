const express = require('express');
const router = express.Router();

router.get('/login/done', (req, res) => {
  const target = req.query.returnTo || '/';
  if (!target.startsWith('/')) return res.redirect('/');
  res.redirect(target); // weak: CWE-601
});

module.exports = router;
