const express = require('express');
const router = express.Router();

const HOMES = { en: '/en/', de: '/de/', it: '/it/' };

router.get('/language/:code', (req, res) => {
  const home = Object.hasOwn(HOMES, req.params.code) ? HOMES[req.params.code] : HOMES.en;
  res.redirect(303, home);
});

module.exports = router;
