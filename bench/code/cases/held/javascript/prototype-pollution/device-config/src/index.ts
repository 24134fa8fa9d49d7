import { Hono } from 'hono';
import { change } from './config';

const app = new Hono();

app.patch('/config', async (c) => {
  const { path, value } = await c.req.json<{ path: string; value: unknown }>();
  return c.json(change(path, value));
});

export default app;
