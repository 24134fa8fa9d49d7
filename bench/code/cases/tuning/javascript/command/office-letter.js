const express = require('express');
const { exec } = require('child_process');

const router = express.Router();

router.post('/letters', express.json(), (req, res) => {
  let { file, format } = req.body;
  if (format !== 'pdf' && format !== 'odt') format = 'pdf';
  file = 'letter.docx';
  const command = ['soffice', '--headless', '--convert-to', format, file].join(' ');
  exec(command, { cwd: '/srv/letters', timeout: 20_000 }, () => res.sendStatus(204));
});

module.exports = router;
