import { Hono } from 'hono';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const app = new Hono();

app.get('/maps/:region/:sheet', async (c) => {
  const { region, sheet } = c.req.param();
  const folder = path.join('/srv/maps', region);
  const file = path.join(folder, c.req.query('variant') ?? sheet);
  if (path.relative('/srv/maps', folder).startsWith('..')) return c.notFound();
  return c.body(await readFile(file)); // weak: CWE-22
});

export default app;
