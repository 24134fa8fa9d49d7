import express from 'express';
import { FolderStorage } from '@storage/folder-storage.js';

const app = express();
app.disable('x-powered-by');
const storage = new FolderStorage('/srv/manuals');

app.get('/manuals/:team/:name', async (req, res) => {
  const { team, name } = req.params;
  const text = await storage.read(`${team}/${name}`);
  res.type('text/plain').send(text);
});

export default app;
