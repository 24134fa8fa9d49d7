import express from 'express';
import { rows } from './query.js';

const app = express();
app.disable('x-powered-by');

app.get('/stations', async (req, res) => {
  const { line, zone } = req.query as Record<string, string>;
  res.json(await rows`SELECT name FROM stations WHERE line = ${line} AND zone = ${Number(zone)}`);
});

export default app;
