const express = require('express');
const multer = require('multer');
const log = require('./log');

const app = express();
const upload = multer({ dest: '/srv/uploads', limits: { fileSize: 1_000_000, files: 1 } });

app.post('/scans', upload.single('scan'), (req, res) => {
  log.note('received', req.file.originalname, req.file.size);
  res.sendStatus(201);
});

module.exports = app;
