import type { ActorId, Instant, OrganisationId, ProjectId } from '#ground/model';
import type { Transaction } from '#ground/store';
import type { Actor, Role, TokenScope } from './actor.ts';

/**
 * The person or machine of this id with what they may do today, without their credentials: for what is done in their name later.
 * Undefined for nobody of the tenant's, and for a token that is revoked or over.
 */
export async function findActor(tx: Transaction, id: ActorId, at: Instant): Promise<Actor | undefined> {
  const [person] = await tx.query<{ organisation: OrganisationId; name: string; roles: Role[] }>(
    'select organisation, name, roles from person where id = $1',
    [id],
  );
  if (person !== undefined) return { id, kind: 'person', ...person, scopes: [] };
  const [token] = await tx.query<{
    organisation: OrganisationId;
    name: string;
    project: ProjectId | null;
    scopes: TokenScope[];
  }>('select organisation, name, project, scopes from token where id = $1 and revoked_at is null and expires_at > $2', [
    id,
    at,
  ]);
  if (token === undefined) return undefined;
  const { project, ...machine } = token;
  return { id, kind: 'machine', ...machine, ...(project !== null && { project }), roles: ['machine'] };
}
