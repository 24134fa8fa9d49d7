import { Hono } from 'hono';

const app = new Hono();
const widgets: Record<string, () => Promise<{ default: () => Promise<object> }>> = {
  clock: () => import('./widgets/clock.js'),
  map: () => import('./widgets/map.js'),
};

app.get('/gadgets/:name', async (c) => {
  const name = c.req.param('name');
  if (!Object.hasOwn(widgets, name)) return c.notFound();
  const { default: widget } = await widgets[name]!();
  return c.json(await widget());
});

export default app;
