const express = require('express');
const router = express.Router();

router.use((req, res, next) => {
  req.report = { file: req.query.file, year: Number(req.query.year) };
  next();
});

router.get('/reports/view', (req, res) => {
  const { file, year } = req.report;
  res.sendFile(`/var/reports/${year}/${file}`); // weak: CWE-22|CWE-73
});

module.exports = router;
