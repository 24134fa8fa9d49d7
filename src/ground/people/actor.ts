import { z } from 'zod';
import { ActorId, type OrganisationId, type ProjectId } from '#ground/model';

/** What somebody may do in an organisation; what each means is in ground/operations/roles.ts. */
const roles = ['owner', 'champion', 'developer', 'auditor', 'machine'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** What a machine's token may do: `read` queries, `submit` evidence and register subjects, `decide` gates. */
export const TokenScope = z.enum(['read', 'submit', 'decide']);
export type TokenScope = z.infer<typeof TokenScope>;

/** Who acts, as the credentials that came with the request prove it. */
export interface Actor {
  readonly id: ActorId;
  readonly kind: 'person' | 'machine' | 'system' | 'anonymous';
  readonly name: string;
  /** Absent for an anonymous actor. */
  readonly organisation?: OrganisationId;
  /** The only project that a machine's token reaches; absent: all of the organisation's. */
  readonly project?: ProjectId;
  readonly roles: readonly Role[];
  readonly scopes: readonly TokenScope[];
}

export const anonymous: Actor = {
  id: ActorId.parse('anonymous'),
  kind: 'anonymous',
  name: 'anonymous',
  roles: [],
  scopes: [],
};

/** A part of Selvedge itself: the main job, a timer. It acts through the same door, with an owner's rights. */
export function systemActor(part: string, organisation: OrganisationId): Actor {
  const id = ActorId.parse(`system:${part}`);
  return { id, kind: 'system', name: id, organisation, roles: ['owner'], scopes: [] };
}
