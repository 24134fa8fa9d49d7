import express from 'express';
import { openPhoto } from '@photo/store';

const app = express();
app.disable('x-powered-by');

app.get('/photos/:album', (req, res, next) => {
  const stream = openPhoto(req.params.album, req.query.file);
  stream.on('error', next);
  res.type('application/octet-stream');
  stream.pipe(res);
});

export default app;
