import { hash } from 'argon2';
import { Hono } from 'hono';
import { logger } from './logger';
import { save } from './store';

const app = new Hono();

app.post('/accounts', async (c) => {
  const { mail, password } = await c.req.json<{ mail: string; password: string }>();
  logger.info('new account', { password, at: Date.now() }); // weak: CWE-532|CWE-312|CWE-200
  await save({ mail, password: await hash(password) });
  return c.body(null, 201);
});

export default app;
