import { z } from 'zod';
import { Instant } from '#ground/model';
import { operation } from '#ground/operations';
import { addPerson, issueSignInLink, Role } from '#ground/people';
import { ofTenant } from './shapes/access.ts';
import { PersonRecord } from './shapes/person.ts';

export const invitePerson = operation({
  name: 'people.invite',
  kind: 'command',
  summary: 'Add a person, and make the one-time link with which they sign in',
  http: 'POST /people',
  input: z.strictObject({
    name: z.string().min(1).max(100),
    roles: z
      .array(Role.exclude(['machine']))
      .min(1)
      .max(4),
  }),
  /** `signIn.path` follows the server's address. It is shown once; a repeated request does not have it. */
  output: PersonRecord.extend({ signIn: z.object({ path: z.string(), expiresAt: Instant }).optional() }),
  authorise: ofTenant,
  async run({ input, tx, tenant: { organisation }, at }) {
    const person = await addPerson(tx, { organisation, ...input }, at);
    const link = await issueSignInLink(tx, { organisation, person: person.id }, at);
    const signIn = { path: `/sign-in#${link.secret}`, expiresAt: link.expiresAt };
    return { ...person, signIn };
  },
  shownOnce: ['signIn'],
});
