import ldap from 'ldapjs';
import { Hono } from 'hono';

const app = new Hono();

app.post('/bind', async (c) => {
  const { user, password } = await c.req.json();
  if (!password || !/^[a-z]{2,20}$/.test(user)) return c.json({ error: 'user' }, 400);
  const client = ldap.createClient({ url: process.env.LDAP_URL! });
  const found = await new Promise<boolean>((resolve) => {
    client.bind(`uid=${user},ou=staff,dc=example,dc=org`, password, (error) => resolve(error === null));
  });
  client.unbind();
  return c.json({ found });
});

export default app;
