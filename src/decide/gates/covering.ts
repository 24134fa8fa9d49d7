import type { Control, Digest, Finding, Instant, NotLookedAt, Scope, Stage } from '#ground/model';
import type { GatheredEvidence } from './input.ts';

/** What the evidence says to one control. */
export interface Gathered {
  /** Why no evidence can answer, and what would; absent when some covers. */
  readonly uncovered?: { readonly what: string; readonly remedy: string };
  readonly findings: readonly Finding[];
  /** What was not looked at and matters: sorted, without repetition. */
  readonly gaps: readonly NotLookedAt[];
  /** Digests of all evidence of the control's analyzer, used or not, sorted. */
  readonly considered: Digest[];
}

interface Question {
  readonly stage: Stage;
  readonly evidence: readonly GatheredEvidence[];
  readonly at: Instant;
}

/**
 * Finds the evidence that covers the control: of its analyzer and rules, fresh enough, and of enough of the subject. The
 * newest that looked at everything counts, and whatever partial evidence is newer than it; where there is none and the
 * stage judges a change, the newest evidence of a change. Older evidence is superseded. A small scan never hides a whole one.
 */
export function gather(control: Control, { stage, evidence, at }: Question): Gathered {
  const analyzer = control.evidence.analyzer;
  const ofAnalyzer = evidence.filter(({ scope }) => scope.analyzers.some(({ id }) => id === analyzer));
  const considered = [...new Set(ofAnalyzer.map(({ digest }) => digest))].sort();
  const none = (what: string, remedy: string): Gathered => ({
    uncovered: { what, remedy },
    findings: [],
    gaps: [],
    considered,
  });

  if (ofAnalyzer.length === 0) return none(`there is no evidence of the ${analyzer} analyzer`, 'run selvedge scan');
  const withRules = ofAnalyzer.filter(({ scope }) => ranRules(scope, control.evidence.rules));
  if (withRules.length === 0)
    return none(
      `no evidence says that the rules ${control.evidence.rules?.join(', ')} ran`,
      'run selvedge scan with these rules',
    );
  const fresh = withRules.filter((one) => isFresh(one, at, control.evidence.maxAgeHours));
  if (fresh.length === 0) return none(ageOf(withRules, at, control.evidence.maxAgeHours), 'run selvedge scan again');
  const base =
    newest(fresh.filter(({ scope }) => scope.coverage.kind === 'everything')) ??
    newest(fresh.filter(({ scope }) => coversChange(stage, scope)));
  if (base === undefined)
    return none(
      `the evidence looked at a part only, and ${stage} asks about ${stage === 'merge' ? 'the whole change' : 'everything'}`,
      'run selvedge scan on the whole project',
    );

  const counted = fresh.filter((one) => asOf(one) >= asOf(base)).sort(newestFirst);
  return { findings: findingsOf(control, counted), gaps: gapsOf(control, counted), considered };
}

/** At commit, what is about to be committed is enough; at merge, the change's range; from build on, all that is built. */
function coversChange(stage: Stage, scope: Scope): boolean {
  return stage === 'commit' || (stage === 'merge' && scope.source === 'range');
}

function ranRules(scope: Scope, rules: readonly string[] | undefined): boolean {
  return rules === undefined || rules.every((rule) => scope.rules.ids?.includes(rule) === true);
}

/** Evidence from after the decision's instant cannot have been known to it. */
function isFresh(one: GatheredEvidence, at: Instant, maxAgeHours: number | undefined): boolean {
  return one.submittedAt <= at && (maxAgeHours === undefined || hoursBetween(asOf(one), at) <= maxAgeHours);
}

/** Until when it is known to be true: who submits cannot make an old scan young, nor a scan younger than its submission. */
function asOf({ submittedAt, finishedAt = submittedAt }: GatheredEvidence): Instant {
  return finishedAt < submittedAt ? finishedAt : submittedAt;
}

function hoursBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / 3_600_000;
}

function ageOf(evidence: readonly GatheredEvidence[], at: Instant, maxAgeHours: number | undefined): string {
  const past = evidence.filter(({ submittedAt }) => submittedAt <= at).sort(newestFirst)[0];
  if (past === undefined) return 'the evidence is from after this decision';
  return `the newest evidence is ${Math.floor(hoursBetween(asOf(past), at))} hours old (limit ${maxAgeHours})`;
}

function newest(evidence: readonly GatheredEvidence[]): GatheredEvidence | undefined {
  return [...evidence].sort(newestFirst)[0];
}

/** Digests break ties, so that the order in which evidence was handed in never matters. */
function newestFirst(a: GatheredEvidence, b: GatheredEvidence): number {
  if (asOf(a) !== asOf(b)) return asOf(a) < asOf(b) ? 1 : -1;
  return a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0;
}

/** The control's findings, each once, as the newest evidence has it. */
function findingsOf(control: Control, counted: readonly GatheredEvidence[]): readonly Finding[] {
  const { analyzer, rules } = control.evidence;
  const isAsked = (finding: Finding) =>
    rules === undefined ? finding.rule.startsWith(`${analyzer}/`) : rules.includes(finding.rule);
  const byId = new Map<string, Finding>();
  for (const { findings } of counted) {
    for (const finding of findings) if (isAsked(finding) && !byId.has(finding.id)) byId.set(finding.id, finding);
  }
  return [...byId.values()];
}

function gapsOf(control: Control, counted: readonly GatheredEvidence[]): readonly NotLookedAt[] {
  const { analyzer, rules } = control.evidence;
  const concernsOne = (by: string) =>
    by === analyzer || (rules === undefined ? by.startsWith(`${analyzer}/`) : rules.includes(by));
  const concerns = ({ by }: NotLookedAt) => by === undefined || by.split(' ').some(concernsOne);
  const gaps = new Map<string, NotLookedAt>();
  for (const { scope } of counted) {
    for (const gap of scope.notLookedAt) {
      if (!gap.expected && concerns(gap))
        gaps.set(`${gap.path ?? ''}\n${gap.by ?? ''}\n${gap.reason}\n${gap.detail ?? ''}`, gap);
    }
  }
  return [...gaps].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, gap]) => gap);
}
