import type { EntityReference, PolicyAnswer, PolicyEntity, PolicySet, PolicyValue } from '#ground/policy';
import type { Actor } from '#ground/people';
import type { Access, OperationKind } from './operation.ts';
import { rolePolicies } from './roles.ts';

/**
 * Asks the policies whether the actor may do this. Only `allow` is a yes: `unknown`, which an allow is when a policy erred,
 * refuses.
 */
export function ask(
  policies: PolicySet,
  actor: Actor,
  action: { readonly name: string; readonly kind: OperationKind },
  access: Access,
): PolicyAnswer {
  const principal = { type: principalTypes[actor.kind], id: actor.id };
  const reference = { type: 'Action', id: action.name };
  const facts: Record<string, PolicyValue> = { ...access.facts, actor: actor.id };
  return policies.ask({
    principal,
    action: reference,
    resource: access.resource,
    context: facts,
    entities: [principalEntity(principal, actor), { reference, parents: [{ type: 'Action', id: action.kind }] }],
  });
}

/** Whether policy lets the actor do this, outside of a call: for what is done in the actor's name, later. */
export async function permits(
  actor: Actor,
  action: { readonly name: string; readonly kind: OperationKind },
  access: Access,
): Promise<boolean> {
  return ask(await rolePolicies(), actor, action, access).answer === 'allow';
}

const principalTypes = { person: 'Person', machine: 'Machine', system: 'System', anonymous: 'Anonymous' } as const;

function principalEntity(reference: EntityReference, actor: Actor): PolicyEntity {
  const roles = actor.roles.map((id) => ({ type: 'Role', id }));
  // Scopes mean something to machines alone: a person's rights are their roles.
  const scopes = actor.kind === 'machine' ? actor.scopes.map((id) => ({ type: 'Scope', id })) : [];
  return { reference, parents: [...roles, ...scopes] };
}
