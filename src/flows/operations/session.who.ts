import { z } from 'zod';
import { ActorId, OrganisationId, ProjectId } from '#ground/model';
import { notFound, operation } from '#ground/operations';
import { readOrganisation, Role, TokenScope } from '#ground/people';
import { ofTenant } from './shapes/access.ts';

export const whoAmI = operation({
  name: 'session.who',
  kind: 'query',
  summary: 'Say who is signed in',
  http: 'GET /session',
  input: z.strictObject({}),
  output: z.object({
    actor: z.object({
      id: ActorId,
      kind: z.enum(['person', 'machine', 'system']),
      name: z.string(),
      roles: z.array(Role),
      scopes: z.array(TokenScope),
    }),
    organisation: z.object({ id: OrganisationId, name: z.string() }),
    /** The only one that a token reaches. */
    project: ProjectId.nullable(),
  }),
  authorise: ofTenant,
  async run({ actor: { id, kind, name, roles, scopes }, tx, tenant }) {
    const organisation = await readOrganisation(tx, tenant.organisation);
    if (organisation === undefined || kind === 'anonymous') throw notFound('organisation', tenant.organisation);
    const actor = { id, kind, name, roles: [...roles], scopes: [...scopes] };
    return { actor, organisation, project: tenant.project ?? null };
  },
});
