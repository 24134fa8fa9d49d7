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
  const answers: PolicyAnswer[] = [];
  const numbers = new Map<string, number>();
  const which = combinations(finite).map((facts): [string, number] => {
    const answer = ask(policies, facts, 'any');
    const text = canonicalJson({ ...answer });
    const number = numbers.get(text) ?? answers.push(answer) - 1;
    numbers.set(text, number);
    return [keyOf(finite, facts), number];
  });
  return { policy: digestBytes(control.policy), reads: finite, answers, which: Object.fromEntries(which) };
}

/** The table's answer, unless the table cannot have been made of this question. */
export function lookUp(table: PolicyTable, facts: Facts): PolicyAnswer | undefined {
  const key = keyOf(table.reads, facts);
  return Object.hasOwn(table.which, key) ? table.answers[table.which[key]!] : undefined;
}

function keyOf(reads: readonly string[], facts: Partial<Record<FiniteFact, string | boolean>>): string {
  return reads.map((fact) => String(facts[fact as FiniteFact])).join(' ');
}

function combinations(facts: readonly FiniteFact[]): Partial<Record<FiniteFact, string | boolean>>[] {
  return facts.reduce<Partial<Record<FiniteFact, string | boolean>>[]>(
    (sofar, fact) => sofar.flatMap((combination) => values[fact].map((value) => ({ ...combination, [fact]: value }))),
    [{}],
  );
}
