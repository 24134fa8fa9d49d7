import { type PolicySet, preparePolicies } from '#ground/policy';

/**
 * Who may do what. Principals are `Person`, `Machine` and `System`, in `Role::"…"` and, for machines, `Scope::"…"`; actions
 * are operations' names, in `Action::"query"` or `Action::"command"`. What nobody permits is refused.
 */
const policies = {
  owner: `permit (principal in Role::"owner", action, resource);`,

  champion: `
    permit (principal in Role::"champion", action in Action::"query", resource);
    permit (
      principal in Role::"champion",
      action in [
        Action::"subjects.register", Action::"evidence.submit", Action::"sboms.submit", Action::"gates.decide",
        Action::"exceptions.accept", Action::"exceptions.approve", Action::"exceptions.end",
        Action::"keys.register", Action::"keys.revoke"
      ],
      resource
    );`,

  developer: `
    permit (principal in Role::"developer", action in Action::"query", resource)
    unless { action in [Action::"tokens.list", Action::"webhooks.list"] };
    permit (
      principal in Role::"developer",
      action in [
        Action::"subjects.register", Action::"evidence.submit", Action::"sboms.submit", Action::"gates.decide",
        Action::"exceptions.accept"
      ],
      resource
    );
    @id("ends-own")
    permit (principal in Role::"developer", action == Action::"exceptions.end", resource)
    when { context.requester == context.actor };`,

  auditor: `permit (principal in Role::"auditor", action in Action::"query", resource);`,

  machine: `
    permit (principal in Role::"machine", action == Action::"session.who", resource);
    permit (principal in Scope::"read", action in Action::"query", resource)
    unless { action in [Action::"tokens.list", Action::"webhooks.list", Action::"people.list"] };
    permit (
      principal in Scope::"submit",
      action in [Action::"subjects.register", Action::"evidence.submit", Action::"sboms.submit"],
      resource
    );
    permit (principal in Scope::"decide", action == Action::"gates.decide", resource);`,

  // Reads of a fact that is missing make Cedar skip the forbid; ground/policy then answers unknown, which is a refusal.
  'four-eyes': `
    forbid (principal, action == Action::"exceptions.approve", resource)
    when { context.requester == context.actor && context.severity == "critical" && context.otherApprovers > 0 };`,
};

let prepared: Promise<PolicySet> | undefined;

/** The roles' policies, parsed once per process, at the first question. */
export function rolePolicies(): Promise<PolicySet> {
  prepared ??= preparePolicies('roles', policies);
  return prepared;
}
