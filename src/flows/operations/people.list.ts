import { z } from 'zod';
import { operation } from '#ground/operations';
import { listPeople } from '#ground/people';
import { ofTenant } from './shapes/access.ts';
import { PersonRecord } from './shapes/person.ts';

export const listPeopleOperation = operation({
  name: 'people.list',
  kind: 'query',
  summary: 'List the people of the organisation',
  http: 'GET /people',
  input: z.strictObject({}),
  output: z.object({ items: z.array(PersonRecord) }),
  authorise: ofTenant,
  run: async ({ tx, tenant }) => ({ items: await listPeople(tx, tenant.organisation) }),
});
