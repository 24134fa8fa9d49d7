import { Hono } from 'hono';
import { isMail, isZip } from './patterns';

const app = new Hono();

app.post('/signup', async (c) => {
  const { mail, zip } = await c.req.json<{ mail: string; zip: string }>();
  if (!isMail(mail)) return c.json({ error: 'mail' }, 400);
  if (!isZip(zip)) return c.json({ error: 'zip' }, 400);
  return c.json({ ok: true }, 201);
});

export default app;
