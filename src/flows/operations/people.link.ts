import { z } from 'zod';
import { Instant, PersonId } from '#ground/model';
import { notFound, operation } from '#ground/operations';
import { issueSignInLink, listPeople } from '#ground/people';
import { ofResource } from './shapes/access.ts';

export const linkPerson = operation({
  name: 'people.link',
  kind: 'command',
  summary: 'Make a new one-time sign-in link for a person',
  http: 'POST /people/:person/links',
  input: z.strictObject({ person: PersonId }),
  /** `signIn.path` follows the server's address. It is shown once; a repeated request does not have it. */
  output: z.object({ person: PersonId, signIn: z.object({ path: z.string(), expiresAt: Instant }).optional() }),
  authorise: ({ input }) => ofResource('Person', input.person),
  async run({ input: { person }, tx, tenant: { organisation }, at }) {
    const people = await listPeople(tx, organisation);
    if (!people.some(({ id }) => id === person)) throw notFound('person', person);
    const link = await issueSignInLink(tx, { organisation, person }, at);
    return { person, signIn: { path: `/sign-in#${link.secret}`, expiresAt: link.expiresAt } };
  },
  shownOnce: ['signIn'],
});
