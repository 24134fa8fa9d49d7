import { gunzipSync } from 'node:zlib';
import express from 'express';

export const journals = express.Router();

journals.post('/journals', express.raw({ limit: '1mb', type: 'application/gzip' }), (req, res) => {
  const text = gunzipSync(req.body, { maxOutputLength: 10_000_000 }).toString('utf8');
  res.json({ lines: text.split('\n').length });
});
