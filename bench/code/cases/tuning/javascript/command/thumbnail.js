const express = require('express');
const { exec } = require('child_process');
const path = require('path');

const router = express.Router();
const uploads = path.join(__dirname, 'uploads');

router.post('/thumbnail', express.json(), (req, res) => {
  const width = req.body.width || '200';
  exec(`convert ${uploads}/original.png -resize ${width} ${uploads}/thumb.png`, (error) => { // weak: CWE-78
    if (error) return res.status(500).json({ error: 'Could not be resized' });
    res.json({ done: true });
  });
});

module.exports = router;
