const express = require('express');
const path = require('path');

const router = express.Router();
const reports = path.join(__dirname, 'reports');

router.get('/reports/download', (req, res) => {
  const file = path.join(reports, req.query.name);
  res.sendFile(file); // weak: CWE-22
});

module.exports = router;
