const express = require('express');
const multer = require('multer');
const log = require('./log');

const app = express();
app.disable('x-powered-by');
const upload = multer({ dest: '/srv/imports', limits: { fileSize: 1_000_000, files: 1 } });

app.post('/imports', upload.single('table'), (req, res) => {
  log.note('received', req.file.originalname, req.file.size);
  res.sendStatus(201);
});

module.exports = app;
