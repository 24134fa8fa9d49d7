import { Hono } from 'hono';

const app = new Hono();

app.get('/badges/:label', (c) => {
  const label = c.req.param('label');
  const colour = c.req.query('colour') ?? 'green';
  if (!/^[a-z]+$/.test(label)) return c.notFound();
  c.header('Content-Type', 'image/svg+xml');
  return c.body(`<svg xmlns="http://www.w3.org/2000/svg"><rect fill="${colour}"/><text>${label}</text></svg>`); // weak: CWE-79|CWE-80
});

export default app;
