import express from 'express';
import { checked } from './checked';
import { RecordingStore } from './recording-store';

const app = express();
app.disable('x-powered-by');
const store = new RecordingStore('/srv/recordings');

app.get('/recordings', checked('call'), async (req, res) => {
  const { call, part } = req.query as { call: string; part: string };
  res.type('audio/wav').send(await store.part(call, part));
});

export default app;
