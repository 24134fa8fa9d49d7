import { Hono } from 'hono';
import { $ } from 'zx';

const app = new Hono();

app.post('/hooks/release', async (c) => {
  const { tag } = await c.req.json();
  if (!/^v\d+\.\d+\.\d+$/.test(tag)) return c.json({ error: 'tag' }, 400);
  await $`git fetch origin ${tag}`;
  await $`git checkout ${tag}`;
  return c.json({ tag });
});

export default app;
