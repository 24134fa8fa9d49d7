const express = require('express');
const multer = require('multer');
const { parseDefinition } = require('./lib/definition');

const app = express();
const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 65536 } });

app.post('/pipelines', upload.single('definition'), (req, res) => {
  const steps = parseDefinition(req.file.buffer.toString('utf8'));
  res.status(201).json({ steps: steps.length });
});

app.listen(3000);
