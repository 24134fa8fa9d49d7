import { Hono } from 'hono';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const app = new Hono();

app.get('/charts/:region/:sheet', async (c) => {
  const { region, sheet } = c.req.param();
  const file = path.join('/srv/charts', region, c.req.query('variant') ?? sheet);
  if (path.relative('/srv/charts', file).startsWith('..')) return c.notFound();
  return c.body(await readFile(file));
});

export default app;
