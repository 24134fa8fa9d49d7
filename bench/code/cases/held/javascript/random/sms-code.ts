import { Hono } from 'hono';
import { sms } from './sms';
import { codes } from './codes';

const app = new Hono();

app.post('/login/code', async (c) => {
  const { phone } = await c.req.json<{ phone: string }>();
  const code = String(Math.floor(100000 + Math.random() * 900000)); // weak: CWE-338|CWE-330|CWE-331|CWE-340
  await codes.remember(phone, code);
  await sms.send(phone, `Your sign-in code is ${code}`);
  return c.body(null, 204);
});

export default app;
