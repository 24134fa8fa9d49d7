import { Hono } from 'hono';

const app = new Hono();

const policies: Record<string, string> = {
  short: 'public, max-age=60',
  long: 'public, max-age=86400, immutable',
};

app.get('/tiles/:z/:x/:y', (c) => {
  const policy = c.req.query('cache') === 'long' ? policies.long : policies.short;
  c.header('Cache-Control', policy);
  c.header('X-Tile-Zoom', String(Number.parseInt(c.req.param('z'), 10)));
  return c.json({ z: Number(c.req.param('z')) });
});

export default app;
