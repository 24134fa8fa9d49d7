const express = require('express');
const fs = require('fs');

const router = express.Router();
const audit = fs.createWriteStream('/var/log/app/audit.log', { flags: 'a', mode: 0o640 });

router.post('/sign-out', express.json(), (req, res) => {
  const entry = { at: new Date().toISOString(), what: 'sign-out', user: String(req.body.user) };
  audit.write(JSON.stringify(entry) + '\n');
  res.sendStatus(202);
});

module.exports = router;
