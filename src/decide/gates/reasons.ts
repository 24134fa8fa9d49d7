import { type Finding, type Lease, type NotLookedAt, type Reason, type Confidence, severityRank } from '#ground/model';
import type { Gathered } from './covering.ts';
import { type Judged, type JudgedGroup } from './judge.ts';
import { remedies } from './remedies.ts';

/** A decision is read by people and kept for years: `judged`, `denied` and `accepted` count all, the reasons show the first. */
const maxFindings = 1_000;
const maxGaps = 100;

/** Why: what the policy does not tolerate (new and severe first), then what was unknown, then what leases cover. */
export function reasonsOf(gathered: Gathered, judged: Judged, bypass: Lease | undefined): Reason[] {
  const groups = [...judged.groups].sort(worstFirst);
  return [
    ...deniedReasons(groups),
    ...errorReasons(groups, judged.broken),
    ...(gathered.uncovered === undefined ? [] : [{ kind: 'unknown' as const, ...gathered.uncovered }]),
    ...gapReasons(gathered.gaps),
    ...acceptedReasons(groups),
    ...(bypass === undefined ? [] : [{ kind: 'bypassed' as const, lease: bypass.id, until: bypass.end }]),
  ];
}

function deniedReasons(groups: readonly JudgedGroup[]): Reason[] {
  const reasons: Reason[] = [];
  for (const { answer, findings } of groups.filter((group) => group.answer.answer === 'deny')) {
    const policies = [...answer.policies];
    for (const finding of findings.slice(0, maxFindings - reasons.length))
      reasons.push({ kind: 'denied', finding: finding.id, policies });
  }
  return reasons;
}

/** Each error once, with the first finding on which it shows. */
function errorReasons(groups: readonly JudgedGroup[], broken: string | undefined): Reason[] {
  if (broken !== undefined) return [{ kind: 'policy-error', message: broken }];
  const reasons = new Map<string, Reason>();
  for (const { answer, findings, accepted } of groups) {
    const first: Finding | undefined = findings[0] ?? accepted[0]?.finding;
    for (const { policy, message } of answer.errors) {
      const key = `${policy}\n${message}`;
      if (reasons.has(key) || reasons.size === maxGaps) continue;
      reasons.set(key, {
        kind: 'policy-error',
        ...(first !== undefined && { finding: first.id }),
        ...(policy !== '' && { policy }),
        message,
      });
    }
  }
  return [...reasons.values()];
}

function gapReasons(gaps: readonly NotLookedAt[]): Reason[] {
  const reasons = gaps.slice(0, maxGaps).map(gapReason);
  const more = gaps.length - reasons.length;
  if (more > 0)
    reasons.push({ kind: 'unknown', what: `${more} more were not looked at`, remedy: 'the evidence lists them all' });
  return reasons;
}

function gapReason({ path, by, reason, detail, remedy = remedies[reason].remedy }: NotLookedAt): Reason {
  // What is missing says more than that something is.
  if (reason === 'missing-data' && detail !== undefined)
    return { kind: 'unknown', what: detail, ...(path !== undefined && { path }), remedy };
  const { what } = remedies[reason];
  const said = [what, by === undefined ? '' : `by ${by}`, detail === undefined ? '' : `(${detail})`]
    .filter((part) => part !== '')
    .join(' ');
  return { kind: 'unknown', what: said, ...(path !== undefined && { path }), remedy };
}

function acceptedReasons(groups: readonly JudgedGroup[]): Reason[] {
  const all = groups.flatMap(({ accepted }) => accepted.slice(0, maxFindings));
  return all
    .slice(0, maxFindings)
    .map(({ finding, lease }) => ({ kind: 'accepted', finding: finding.id, lease: lease.id, until: lease.end }));
}

const byConfidence: readonly Confidence[] = ['certain', 'likely', 'possible'];

function worstFirst({ facts: a, isNew }: JudgedGroup, { facts: b, isNew: isOtherNew }: JudgedGroup): number {
  if (isNew !== isOtherNew) return isNew ? -1 : 1;
  if (a.severity !== b.severity) return severityRank(b.severity) - severityRank(a.severity);
  // Groups come sorted by their facts, and sorting is stable: equals keep that order.
  return byConfidence.indexOf(a.confidence) - byConfidence.indexOf(b.confidence);
}
