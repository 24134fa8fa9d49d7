const express = require('express');
const path = require('path');

const router = express.Router();
const reports = path.join(__dirname, 'reports');

router.get('/reports/view', (req, res) => {
  const name = path.basename(String(req.query.name));
  res.sendFile(name, { root: reports, dotfiles: 'deny' });
});

module.exports = router;
