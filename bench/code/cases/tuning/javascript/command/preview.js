const express = require('express');
const { execFile } = require('child_process');
const path = require('path');

const router = express.Router();
const uploads = path.join(__dirname, 'uploads');

router.post('/preview', express.json(), (req, res) => {
  const width = Math.min(Math.max(Number.parseInt(req.body.width, 10) || 200, 16), 1024);
  const args = [`${uploads}/original.png`, '-resize', String(width), `${uploads}/preview.png`];
  execFile('convert', args, { timeout: 10_000 }, (error) => {
    if (error) return res.status(500).json({ error: 'Could not be resized' });
    res.json({ done: true });
  });
});

module.exports = router;
