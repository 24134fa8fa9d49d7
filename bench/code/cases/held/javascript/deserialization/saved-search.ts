import express from 'express';
import cookieParser from 'cookie-parser';
import { z } from 'zod';

const search = z.object({ words: z.string().max(100), page: z.number().int().min(1) });
const app = express();
app.use(cookieParser());

app.get('/searches/last', (req, res) => {
  const cookie: unknown = req.cookies['last-search'];
  try {
    const text = Buffer.from(String(cookie), 'base64url').toString('utf8');
    res.json(search.parse(JSON.parse(text)));
  } catch {
    res.status(404).json({ error: 'no search kept' });
  }
});

export default app;
