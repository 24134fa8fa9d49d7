import { Hono } from 'hono';
import { layouts } from './layouts.js';

const app = new Hono();

app.post('/stickers', async (c) => {
  const form = await c.req.parseBody();
  const layout = layouts.get(form.layout) ?? layouts.get('plain');
  return c.text(layout({ name: form.name, street: form.street }));
});

export default app;
