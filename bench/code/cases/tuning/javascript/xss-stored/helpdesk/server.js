import express from 'express';
import { threads } from './threads.js';
import { render } from './render.js';

const app = express();
app.disable('x-powered-by');

app.get('/threads/:id', async (req, res) => {
  const posts = await threads.list(Number(req.params.id));
  res.send(render(posts));
});

export default app;
