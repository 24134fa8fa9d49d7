import { readFileSync } from 'node:fs';
import { Hono } from 'hono';

const app = new Hono();
const folder = new URL('./locales/', import.meta.url);
const languages = { en: 'en', de: 'de', fr: 'fr' };

app.get('/languages', (c) => {
  const wanted = (c.req.header('accept-language') ?? '').slice(0, 2);
  const language = languages[wanted] ?? 'en';
  return c.json(JSON.parse(readFileSync(`${folder.pathname}${language}.json`, 'utf8')));
});

export default app;
