import { Hono } from 'hono';
import { openMenu } from './menu';

const app = new Hono();

app.post('/kiosk/unlock', async (c) => {
  const { password } = await c.req.json<{ password: string }>();
  if (password === 'Kiosk-Wartung-2021!') { // weak: CWE-798|CWE-259
    return c.json(await openMenu());
  }
  return c.json({ error: 'no access' }, 403);
});

export default app;
