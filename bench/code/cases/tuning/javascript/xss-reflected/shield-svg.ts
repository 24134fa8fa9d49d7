import { Hono } from 'hono';

const app = new Hono();
const colours = { green: '#2a2', red: '#a22', grey: '#777' } as const;

app.get('/shields/:label', (c) => {
  const label = c.req.param('label');
  const colour = c.req.query('colour') === 'red' ? colours.red : colours.green;
  if (!/^[a-z]+$/.test(label)) return c.notFound();
  c.header('Content-Type', 'image/svg+xml');
  return c.body(`<svg xmlns="http://www.w3.org/2000/svg"><rect fill="${colour}"/><text>${label}</text></svg>`);
});

export default app;
