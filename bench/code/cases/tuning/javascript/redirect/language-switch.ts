import { Hono } from 'hono';

const app = new Hono();

app.post('/language', async (c) => {
  const { language, next } = await c.req.parseBody<{ language: string; next: string }>();
  c.header('Set-Cookie', `language=${language === 'de' ? 'de' : 'en'}; Path=/; Secure; HttpOnly; SameSite=Lax`);
  return c.redirect(next, 303); // weak: CWE-601
});

export default app;
