const { spawn } = require('node:child_process');
const express = require('express');

const router = express.Router();

router.post('/invitations', express.json(), (req, res) => {
  const { subject } = req.body;
  const mailer = spawn('/usr/sbin/sendmail', ['-t']);
  const head = ['From: desk@example.org', 'To: team@example.org', `Subject: ${subject}`];
  mailer.stdin.end(head.join('\n') + '\n\nYou are invited.\n'); // weak: CWE-93
  res.sendStatus(202);
});

module.exports = router;
