import express from 'express';
import { createReadStream } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve('/srv/attachments');
const app = express();

app.get('/attachments/*file', (req, res) => {
  const wanted = path.resolve(ROOT, String(req.query.name));
  if (!wanted.startsWith(ROOT + path.sep)) {
    res.sendStatus(403);
    return;
  }
  res.type('application/octet-stream');
  createReadStream(wanted)
    .on('error', () => res.status(404).end())
    .pipe(res);
});

export default app;
