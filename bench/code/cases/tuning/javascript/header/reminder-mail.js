const { spawn } = require('node:child_process');
const express = require('express');

const router = express.Router();

router.post('/reminders', express.json(), (req, res) => {
  const subject = String(req.body.subject).replace(/[\r\n]+/g, ' ').slice(0, 100);
  const mailer = spawn('/usr/sbin/sendmail', ['-t']);
  const head = ['From: desk@example.org', 'To: team@example.org', `Subject: ${subject}`];
  mailer.stdin.end(head.join('\n') + '\n\nDo not forget.\n');
  res.sendStatus(202);
});

module.exports = router;
