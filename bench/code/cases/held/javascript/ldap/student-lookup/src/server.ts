import Fastify from 'fastify';
import { Client } from 'ldapts';
import { filterValue } from './escape.ts';

const client = new Client({ url: process.env.LDAP_URL! });
const app = Fastify();

app.get<{ Querystring: { mail: string } }>('/students', async (request) => {
  const filter = `(&(objectClass=student)(mail=${filterValue(request.query.mail)}))`;
  const { searchEntries } = await client.search('ou=students,dc=example,dc=com', { filter, attributes: ['cn'] });
  return searchEntries.map(({ cn }) => String(cn));
});

await app.listen({ port: 3000 });
