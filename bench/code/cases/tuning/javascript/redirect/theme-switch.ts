import { Hono } from 'hono';

const app = new Hono();

app.post('/theme', async (c) => {
  const { theme, next } = await c.req.parseBody<{ theme: string; next: string }>();
  c.header('Set-Cookie', `theme=${theme === 'dark' ? 'dark' : 'light'}; Path=/; Secure; HttpOnly; SameSite=Lax`);
  const url = new URL(next, 'https://app.example.org');
  return c.redirect(url.origin === 'https://app.example.org' ? url.href : '/', 303);
});

export default app;
