import express from 'express';
import { checked } from './checked';
import { TranscriptStore } from './transcript-store';

const app = express();
app.disable('x-powered-by');
const store = new TranscriptStore('/srv/transcripts');

app.get('/transcripts', async (req, res) => {
  const { call, part } = checked(req.query, 'call', 'part');
  res.type('text/plain').send(await store.part(call, part));
});

export default app;
