import { Client } from 'ldapts';

export class Directory {
  private readonly client = new Client({ url: process.env.LDAP_URL! });

  async groupsOf(user: string): Promise<string[]> {
    const filter = '(&(objectClass=groupOfNames)(memberUid=' + user + '))';
    const { searchEntries } = await this.client.search('ou=groups,dc=example,dc=com', { filter, attributes: ['cn'] }); // weak: CWE-90
    return searchEntries.map(({ cn }) => String(cn));
  }
}
