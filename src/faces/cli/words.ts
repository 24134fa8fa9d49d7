import type { Decision, NotLookedAt, Scope } from '#ground/model';
import type { ScanReport } from '#flows/scan';
import { counted, grouped } from './layout.ts';

/** Sentences that every format says in the same words. */

/** What a decision holds up: "this commit" where it was looked at, "a commit" where a whole folder was. */
export function thingHeldUp({ stage, source }: ScanReport): string {
  if (source.kind === 'history') return 'this repository';
  if (stage === 'commit') return source.kind === 'index' ? 'this commit' : 'a commit';
  if (stage === 'merge') return source.kind === 'range' ? 'this merge' : 'a merge';
  return { build: 'this build', deploy: 'this deployment', run: 'what runs' }[stage];
}

/** "1 staged file", "214 files", "the lines added since main in 3 files". */
export function lookedAt({ source, since, scope }: ScanReport): string {
  if (source.kind === 'index') return counted(scope.files, 'staged file');
  if (source.kind === 'stdin') return 'standard input';
  if (source.kind === 'history') return `${counted(scope.files, 'file version')} of the history`;
  const files = counted(scope.files, 'file');
  return source.kind === 'range'
    ? `the lines added since ${since ?? source.base?.slice(0, 12) ?? 'the base'} in ${files}`
    : files;
}

const reasonInWords: Readonly<Record<NotLookedAt['reason'], string>> = {
  unreadable: 'unreadable',
  'too-large': 'too large',
  'too-deep': 'nested too deeply',
  binary: 'binary',
  'timed-out': 'timed out',
  'out-of-memory': 'out of memory',
  'parse-failed': 'not parsed',
  'changed-while-read': 'changed while it was read',
  'not-a-regular-file': 'not a regular file',
  'symlink-out-of-root': 'a link out of the folder',
  submodule: 'a submodule',
  'lfs-pointer': 'a Git LFS pointer',
  'invalid-encoding': 'not valid UTF-8',
  'analyzer-failed': 'the analyzer failed',
  'rule-timed-out': 'a rule timed out',
  'missing-data': 'data is missing',
  excluded: 'excluded',
};

export function reasonOf(gap: NotLookedAt): string {
  return reasonInWords[gap.reason];
}

/** "3 unreadable, 1 too large, and 12 binary as expected": gaps counted by reason, most first. */
export function gapsInWords({ notLookedAt }: Scope): string {
  const surprising = countedByReason(notLookedAt.filter((gap) => !gap.expected));
  const expected = countedByReason(notLookedAt.filter((gap) => gap.expected));
  if (expected === '') return surprising;
  return `${surprising === '' ? '' : `${surprising}, and `}${expected}, as expected`;
}

function countedByReason(gaps: readonly NotLookedAt[]): string {
  const counts = [...Map.groupBy(gaps, reasonOf)].map(([reason, all]) => ({ reason, count: all.length }));
  return counts
    .sort((a, b) => b.count - a.count)
    .map(({ reason, count }) => `${grouped(count)} ${reason}`)
    .join(', ');
}

/** "2 findings", of which a decision tolerates none: what a control's line says. */
export function outcomeOf(decision: Decision): string {
  const parts: string[] = [];
  if (decision.denied > 0) {
    const known = decision.denied - decision.newlyDenied;
    parts.push(known === 0 ? counted(decision.denied, 'finding') : `${decision.newlyDenied} new, ${known} known`);
    if (decision.quantifier.kind === 'at-most') parts.push(`at most ${decision.quantifier.count} allowed`);
    if (decision.quantifier.kind === 'at-least') parts.push(`at least ${decision.quantifier.percent} % must pass`);
  }
  if (decision.accepted > 0) parts.push(`${decision.accepted} accepted`);
  const unknown = decision.reasons.find((reason) => reason.kind === 'unknown');
  if (decision.verdict === 'unknown' && unknown !== undefined) parts.push(unknown.what);
  const error = decision.reasons.find((reason) => reason.kind === 'policy-error');
  if (error !== undefined) parts.push(`its policy failed: ${error.message}`);
  const bypass = decision.reasons.find((reason) => reason.kind === 'bypassed');
  if (bypass !== undefined) parts.push(`bypassed until ${day(bypass.until)}`);
  if (decision.enforcedFrom !== undefined) parts.push(`enforced from ${decision.enforcedFrom}`);
  return parts.join('; ');
}

/** The last day on which something that ends at an instant still holds: a lease until 24:00 of a day ends on that day. */
export function day(end: string): string {
  return new Date(Date.parse(end) - 1).toISOString().slice(0, 10);
}

/** A finding's id in the fewest characters that are still safe to type: any unique beginning is understood. */
export function shortId(id: string): string {
  return id.slice(0, 'fnd_'.length + 10);
}

export const noLedger = 'No server, so no ledger: only this output says that the scan took place.';

/**
 * What given reports say of a change, and what was made of it: one sentence each. Whose word it is is said too: nothing here ran the tests.
 */
export function qualityInWords({ quality }: ScanReport): string[] {
  return [
    ...(quality?.coverage === undefined ? [] : [coverageInWords(quality.coverage)]),
    ...(quality?.tests === undefined ? [] : [testsInWords(quality.tests)]),
  ];
}

type QualitySummary = NonNullable<ScanReport['quality']>;

function coverageInWords({
  executable,
  covered,
  percent,
  limit,
  isEnough,
  reports,
}: NonNullable<QualitySummary['coverage']>): string {
  const source = `by the word of ${reports.map(({ path }) => path).join(', ')}`;
  if (percent === undefined) return `Tests: no changed line that can run is known, ${source}`;
  const said = `Tests ran ${grouped(covered)} of ${counted(executable, 'changed line')} that can run (${percent} %, ${isEnough ? 'enough' : 'too few'} for the limit of ${limit} %)`;
  return `${said}, ${source}`;
}

function testsInWords({ ran, failed, skipped, reports }: NonNullable<QualitySummary['tests']>): string {
  const left = skipped === 0 ? '' : `, ${grouped(skipped)} skipped`;
  return `${failed === 0 ? 'None' : grouped(failed)} of ${counted(ran, 'test')} failed${left}, by the word of ${reports.map(({ path }) => path).join(', ')}`;
}

/** What a pass says of what was looked at. Nothing to look at is no finding, and is said. */
export function passInWords(report: ScanReport): string {
  const { findings, scope, source, since } = report;
  const accepted = findings.filter((finding) => finding.effect === 'accepted').length;
  if (accepted > 0) return `Only ${counted(accepted, 'accepted finding')} in ${lookedAt(report)}`;
  if (scope.files > 0 || scope.notLookedAt.length > 0) return `Nothing found in ${lookedAt(report)}`;
  if (source.kind === 'index') return 'Nothing is staged';
  return source.kind === 'range' ? `Nothing was added since ${since ?? 'the base'}` : 'There was nothing to look at';
}

/** The verdict in one sentence, and its mark. */
export function headlineOf(report: ScanReport): {
  mark: '●' | '▲' | '◌';
  text: string;
  kind: 'pass' | 'warns' | 'fail' | 'unknown';
} {
  const thing = thingHeldUp(report);
  const blocking = report.findings.filter((finding) => finding.effect === 'blocks').length;
  if (report.exitCode === 1)
    return {
      mark: '▲',
      kind: 'fail',
      text: `${counted(blocking, 'finding')} ${blocking === 1 ? 'blocks' : 'block'} ${thing}.`,
    };
  if (report.decisions.length === 0)
    return {
      mark: '◌',
      kind: 'unknown',
      text: `No control asks anything at ${report.stage}, so nothing was decided.`,
    };
  if (report.exitCode === 3)
    return { mark: '◌', kind: 'unknown', text: `Whether ${thing} is safe is unknown, and a control must know.` };
  const warned = report.decisions.filter((decision) => decision.effect === 'warns').length;
  if (warned > 0)
    return {
      mark: '▲',
      kind: 'warns',
      text: `Nothing blocks ${thing}; ${counted(warned, 'control')} ${warned === 1 ? 'warns' : 'warn'}.`,
    };
  const found = report.findings.length;
  return {
    mark: '●',
    kind: 'pass',
    text: found === 0 ? `${passInWords(report)}.` : `Nothing blocks ${thing}.`,
  };
}
