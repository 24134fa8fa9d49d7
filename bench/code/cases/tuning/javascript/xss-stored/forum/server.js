import express from 'express';
import { threads } from './threads.js';
import { render } from './render.js';

const app = express();

app.post('/threads/:id', express.json(), async (req, res) => {
  await threads.add(req.params.id, { author: req.body.author, text: req.body.text });
  res.sendStatus(201);
});

app.get('/threads/:id', async (req, res) => {
  const posts = await threads.list(req.params.id);
  res.send(render(posts)); // weak: CWE-79
});

export default app;
