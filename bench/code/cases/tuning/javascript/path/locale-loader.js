import { readFileSync, existsSync } from 'node:fs';
import { Hono } from 'hono';

const app = new Hono();
const folder = new URL('./locales/', import.meta.url);

app.get('/locales', (c) => {
  const language = c.req.header('accept-language').split(',')[0];
  const path = `${folder.pathname}${language}.json`;
  if (!existsSync(path)) return c.json({}, 404); // weak: CWE-22
  return c.json(JSON.parse(readFileSync(path, 'utf8'))); // weak: CWE-22
});

export default app;
