import ldap from 'ldapjs';
import { Hono } from 'hono';

const app = new Hono();

app.post('/bind', async (c) => {
  const { user, password } = await c.req.json();
  if (!password) return c.json({ error: 'password' }, 400);
  const client = ldap.createClient({ url: process.env.LDAP_URL! });
  const found = await new Promise<boolean>((resolve) => {
    client.bind(`uid=${user},ou=people,dc=example,dc=org`, password, (error) => resolve(error === null)); // weak: CWE-90
  });
  client.unbind();
  return c.json({ found });
});

export default app;
