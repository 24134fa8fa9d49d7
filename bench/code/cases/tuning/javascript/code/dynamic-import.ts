import { Hono } from 'hono';

const app = new Hono();

app.get('/widgets/:name', async (c) => {
  const name = c.req.param('name');
  const { default: widget } = await import(c.req.query('source') ?? `./widgets/${encodeURIComponent(name)}.js`); // weak: CWE-94|CWE-95|CWE-98|CWE-829|CWE-706
  return c.json(await widget());
});

export default app;
