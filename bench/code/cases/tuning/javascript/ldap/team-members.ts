import { Client } from 'ldapts';
import Fastify from 'fastify';

const app = Fastify();

function escapeFilter(text: string): string {
  return text.replace(/[\\*()\0]/g, (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

async function membersOf(team: string): Promise<string[]> {
  const client = new Client({ url: process.env.LDAP_URL! });
  const filter = `(&(objectClass=person)(departmentNumber=${escapeFilter(team)}))`;
  const { searchEntries } = await client.search('dc=example,dc=org', { filter, attributes: ['cn'] });
  return searchEntries.map(({ dn }) => dn);
}

app.get('/teams/:team/members', (request) => membersOf((request.params as { team: string }).team));

export default app;
