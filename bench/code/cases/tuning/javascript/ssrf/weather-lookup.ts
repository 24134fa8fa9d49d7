import Fastify from 'fastify';
import { request } from 'undici';

const app = Fastify();

app.get('/weather/:city', async (req) => {
  const { city } = req.params as { city: string };
  const answer = await request(`https://weather.example.org/v1/cities/${encodeURIComponent(city)}`, {
    query: { days: 3 },
    headersTimeout: 3000,
  });
  return answer.body.json();
});

export default app;
