import express from 'express';
import { openMedia } from '@media/store';

const app = express();
app.disable('x-powered-by');

app.get('/media/:kind', (req, res, next) => {
  const stream = openMedia(req.params.kind, req.query.file);
  stream.on('error', next);
  res.type('application/octet-stream');
  stream.pipe(res);
});

export default app;
