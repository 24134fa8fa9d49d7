import express from 'express';
import { randomUUID } from 'node:crypto';
import { Ffmpeg } from './ffmpeg';

const app = express();
const ffmpeg = new Ffmpeg();

app.post('/thumbnails', express.json(), async (req, res) => {
  const id = randomUUID();
  await ffmpeg.frame({ source: '/srv/media/intro.mp4', at: req.body.at, target: `/srv/thumbs/${id}.jpg` });
  res.status(201).json({ id });
});

app.listen(4000);
