import { Hono } from 'hono';
import { layouts } from './layouts.js';

const app = new Hono();

app.post('/labels', async (c) => {
  const form = await c.req.parseBody();
  const layout = layouts.create(form.layout);
  return c.text(layout.render({ name: form.name, street: form.street }));
});

export default app;
