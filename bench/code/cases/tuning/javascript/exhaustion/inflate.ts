import { gunzipSync } from 'node:zlib';
import express from 'express';

export const logs = express.Router();

logs.post('/logs', express.raw({ limit: '1mb', type: 'application/gzip' }), (req, res) => {
  const text = gunzipSync(req.body).toString('utf8'); // weak: CWE-409|CWE-400|CWE-770
  res.json({ lines: text.split('\n').length });
});
