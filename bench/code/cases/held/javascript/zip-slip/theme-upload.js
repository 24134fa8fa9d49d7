const express = require('express');
const multer = require('multer');
const AdmZip = require('adm-zip');
const fs = require('fs');
const path = require('path');

const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 5000000 } });
const app = express();

app.post('/themes', upload.single('theme'), (req, res) => {
  const zip = new AdmZip(req.file.buffer);
  for (const entry of zip.getEntries()) {
    if (entry.isDirectory) continue;
    const target = path.join('/srv/themes/new', entry.entryName);
    fs.writeFileSync(target, entry.getData()); // weak: CWE-22|CWE-23|CWE-29|CWE-73
  }
  res.sendStatus(201);
});

app.listen(3000);
