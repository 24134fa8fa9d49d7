import express from 'express';
import { FolderStorage } from '@storage/folder-storage.js';

const app = express();
const storage = new FolderStorage('/srv/documents');

app.get('/documents/:team/:name', async (req, res) => {
  const { team, name } = req.params;
  const text = await storage.read(`${team}/${name}`);
  res.type('text/plain').send(text);
});

app.delete('/documents', async (req, res) => {
  await storage.remove(req.query.key as string);
  res.sendStatus(204);
});

export default app;
