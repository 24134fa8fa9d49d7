const express = require('express');
const fs = require('fs');

const router = express.Router();
const audit = fs.createWriteStream('/var/log/app/audit.log', { flags: 'a', mode: 0o640 });

router.post('/sign-in', express.json(), (req, res) => {
  const { user } = req.body;
  audit.write(`${new Date().toISOString()} sign-in attempt by ${user}\n`); // weak: CWE-117
  res.sendStatus(202);
});

module.exports = router;
