import type { Control } from '#ground/model';
import { type PolicyAnswer, type PolicyRequest, type PolicySet, preparePolicies } from '#ground/policy';

/** The control's policies, ready to be asked. Throws PolicyError. */
export function preparedPolicy({ id, policy }: Pick<Control, 'id' | 'policy'>): Promise<PolicySet> {
  return preparePolicies(id, { [id]: policy });
}

/** Whether the subject may tolerate a finding with these facts. */
export function ask(policies: PolicySet, facts: PolicyRequest['context'], subject: string): PolicyAnswer {
  return policies.ask({
    // All findings with these facts; lintPolicies refuses a policy that names one.
    principal: { type: 'Finding', id: 'any' },
    action: { type: 'Action', id: 'tolerate' },
    resource: { type: 'Subject', id: subject },
    context: facts,
  });
}
