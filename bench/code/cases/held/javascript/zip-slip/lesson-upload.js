const express = require('express');
const multer = require('multer');
const AdmZip = require('adm-zip');
const fs = require('fs');
const path = require('path');

const root = path.resolve('/srv/lessons');
const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 5000000 } });
const app = express();

app.post('/lessons', upload.single('lesson'), (req, res) => {
  const files = new AdmZip(req.file.buffer).getEntries().filter((entry) => !entry.isDirectory);
  const targets = files.map((entry) => path.resolve(root, entry.entryName));
  if (!targets.every((target) => target.startsWith(root + path.sep))) {
    return res.sendStatus(400);
  }
  files.forEach((entry, index) => {
    const target = path.resolve(root, entry.entryName);
    if (!target.startsWith(root + path.sep)) return;
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, entry.getData());
  });
  res.status(201).json({ files: targets.length });
});

app.listen(3000);
