import { Hono } from 'hono';

const app = new Hono();

app.get('/weather/:city', async (c) => {
  const target = new URL('https://api.weather.example/v2/current');
  target.searchParams.set('city', c.req.param('city'));
  target.searchParams.set('units', c.req.query('units') ?? 'metric');
  const answer = await fetch(target, { headers: { accept: 'application/json' } });
  return c.json(await answer.json());
});

export default app;
