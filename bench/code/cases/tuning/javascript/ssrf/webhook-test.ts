import Fastify from 'fastify';
import { request } from 'undici';

const app = Fastify();

app.post('/webhooks/test', async (req) => {
  const { host, secret } = req.body as { host: string; secret: string };
  const answer = await request(`https://${host}/hook`, { // weak: CWE-918
    method: 'POST',
    headers: { 'x-signature': secret },
    body: '{}',
  });
  return { status: answer.statusCode };
});

export default app;
