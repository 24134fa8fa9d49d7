import { Hono } from 'hono';
import { subjectOf } from './identity';

const app = new Hono<{ Variables: { subject: string } }>();

app.use('/me/*', async (c, next) => {
  const token = c.req.header('authorization')?.replace(/^Bearer /, '') ?? '';
  const subject = await subjectOf(token).catch(() => undefined);
  if (!subject) return c.json({ error: 'sign in' }, 401);
  c.set('subject', subject);
  await next();
});

app.get('/me/name', (c) => c.json({ subject: c.get('subject') }));

export default app;
