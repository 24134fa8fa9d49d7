import { type Control, type Finding, type Lease, digestBytes } from '#ground/model';
import { type PolicyAnswer, PolicyError, type PolicyTable } from '#ground/policy';
import type { FactGroup, Facts } from './facts.ts';
import type { LeaseBook } from './leases.ts';
import { ask, preparedPolicy } from './question.ts';
import { lookUp } from './table.ts';

/** What the policy and the leases say of the findings. */
export interface Judged {
  readonly judged: number;
  /** Neither tolerated by the policy nor covered by a lease. */
  readonly denied: number;
  readonly newlyDenied: number;
  /** Not tolerated by the policy, and covered by a lease. */
  readonly accepted: number;
  /** The policy gave no answer. */
  readonly undecided: number;
  readonly groups: readonly JudgedGroup[];
  /** The policy cannot be asked at all. */
  readonly broken?: string;
}

export interface JudgedGroup {
  readonly facts: Facts;
  readonly isNew: boolean;
  readonly answer: PolicyAnswer;
  /** Findings that the answer holds for, without the accepted ones. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly { readonly finding: Finding; readonly lease: Lease }[];
}

/** At 10,000 questions a second and more, a bound of a second: findings that differ in more ways than this are undecided. */
const maxQuestions = 10_000;

const nothingAsked = { judged: 0, denied: 0, newlyDenied: 0, accepted: 0, undecided: 0, groups: [] } satisfies Judged;

interface Circumstances {
  readonly subject: string;
  readonly tables?: readonly PolicyTable[];
}

/** Asks the policy once per group. Without findings, nothing is asked; with a table of this policy, Cedar is not. Neither loads it. */
export async function judge(
  control: Control,
  groups: readonly FactGroup[],
  leases: LeaseBook,
  circumstances: Circumstances,
): Promise<Judged> {
  if (groups.length === 0) return nothingAsked;
  const answerTo = await answerer(control, circumstances);
  if (answerTo instanceof PolicyError) {
    const judged = groups.reduce((sum, { findings }) => sum + findings.length, 0);
    return { ...nothingAsked, judged, undecided: judged, broken: answerTo.message };
  }
  return total(
    groups.map((group, index) => {
      const answer = index < maxQuestions ? answerTo(group.facts) : tooMany;
      return answer.answer === 'deny'
        ? withLeases(group, answer, leases)
        : { facts: group.facts, isNew: group.isNew, answer, findings: group.findings, accepted: [] };
    }),
  );
}

type Answerer = (facts: Facts) => PolicyAnswer;

async function answerer(control: Control, { subject, tables }: Circumstances): Promise<Answerer | PolicyError> {
  const digest = digestBytes(control.policy);
  const table = tables?.find(({ policy }) => policy === digest);
  if (table !== undefined) return (facts) => lookUp(table, facts) ?? notInTable;
  try {
    const policies = await preparedPolicy(control);
    return (facts) => ask(policies, { ...facts }, subject);
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
}

const tooMany: PolicyAnswer = {
  answer: 'unknown',
  policies: [],
  errors: [{ policy: '', message: `findings differ in more than ${maxQuestions} ways that the policy reads` }],
};

const notInTable: PolicyAnswer = {
  answer: 'unknown',
  policies: [],
  errors: [{ policy: '', message: 'the table of answers was not made of this question' }],
};

/** Leases stand outside the policy: an accepted finding is still denied by it, and does not count until the lease ends. */
function withLeases(group: FactGroup, answer: PolicyAnswer, leases: LeaseBook): JudgedGroup {
  const findings: Finding[] = [];
  const accepted: { finding: Finding; lease: Lease }[] = [];
  for (const finding of group.findings) {
    const lease = leases.exceptionFor(finding);
    if (lease === undefined) findings.push(finding);
    else accepted.push({ finding, lease });
  }
  return { facts: group.facts, isNew: group.isNew, answer, findings, accepted };
}

function total(groups: readonly JudgedGroup[]): Judged {
  let [judged, denied, newlyDenied, accepted, undecided] = [0, 0, 0, 0, 0];
  for (const group of groups) {
    judged += group.findings.length + group.accepted.length;
    accepted += group.accepted.length;
    if (group.answer.answer === 'unknown') undecided += group.findings.length;
    if (group.answer.answer !== 'deny') continue;
    denied += group.findings.length;
    if (group.isNew) newlyDenied += group.findings.length;
  }
  return { judged, denied, newlyDenied, accepted, undecided, groups };
}
