import { Client } from 'ldapts';
import Fastify from 'fastify';

const app = Fastify();

async function membersOf(group: string): Promise<string[]> {
  const client = new Client({ url: process.env.LDAP_URL! });
  const filter = '(memberOf=cn=' + group.trim() + ',ou=groups,dc=example,dc=org)';
  const { searchEntries } = await client.search('dc=example,dc=org', { filter, attributes: ['cn'] }); // weak: CWE-90
  return searchEntries.map(({ dn }) => dn);
}

app.get('/groups/:group/members', (request) => membersOf((request.params as { group: string }).group));

export default app;
