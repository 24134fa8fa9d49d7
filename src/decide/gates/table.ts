import { type Confidence, type Control, type Severity, type Stage, canonicalJson, digestBytes } from '#ground/model';
import type { PolicyAnswer, PolicyTable } from '#ground/policy';
import type { Facts } from './facts.ts';
import { ask, preparedPolicy } from './question.ts';
import { type FiniteFact, readsOf } from './reads.ts';

const values: {
  readonly confidence: readonly Confidence[];
  readonly new: readonly boolean[];
  readonly severity: readonly Severity[];
  readonly stage: readonly Stage[];
} = {
  confidence: ['certain', 'likely', 'possible'],
  new: [false, true],
  severity: ['low', 'medium', 'high', 'critical'],
  stage: ['commit', 'merge', 'build', 'deploy', 'run'],
};

/** Asks Cedar everything; undefined for a policy that can read more than finite facts. Throws PolicyError. */
export async function tabulate(control: Pick<Control, 'id' | 'policy'>): Promise<PolicyTable | undefined> {
  const { finite } = readsOf(control.policy);
  if (finite === undefined) return undefined;
  const policies = await preparedPolicy(control);
  const answers = combinations(finite).map((facts) => [canonicalJson(facts), ask(policies, facts, 'any')] as const);
  return { policy: digestBytes(control.policy), reads: finite, answers: Object.fromEntries(answers) };
}

/** The table's answer, unless the table cannot have been made of this question. */
export function lookUp(table: PolicyTable, facts: Facts): PolicyAnswer | undefined {
  const key = canonicalJson(Object.fromEntries(table.reads.map((fact) => [fact, facts[fact as FiniteFact]])));
  return Object.hasOwn(table.answers, key) ? table.answers[key] : undefined;
}

function combinations(facts: readonly FiniteFact[]): Partial<Record<FiniteFact, string | boolean>>[] {
  return facts.reduce<Partial<Record<FiniteFact, string | boolean>>[]>(
    (sofar, fact) => sofar.flatMap((combination) => values[fact].map((value) => ({ ...combination, [fact]: value }))),
    [{}],
  );
}
