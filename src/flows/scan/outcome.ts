import { type Decision, exitCodeOf, type Finding, type FindingId, type Lease, type Stage } from '#ground/model';
import type { ScanResult } from '#observe/engine';
import { version } from '../version.ts';
import type { MatchedBaseline } from './baseline.ts';
import { withContext } from './context.ts';
import type { Declarations } from './declarations.ts';
import type { Place } from './place.ts';
import { redactorOfSecrets } from './redactor.ts';
import type { AbsentFinding, QualitySummary, ReportedFinding, ScanReport, VerificationSummary } from './report.ts';
import type { ScanRequest } from './request.ts';
import { standingOf } from './standing.ts';
import { stepsOf, withSteps } from './steps.ts';
import { textsOf } from './texts.ts';

/** What a scan came to. */
interface Outcome {
  readonly request: ScanRequest;
  readonly stage: Stage;
  readonly place: Place;
  readonly declarations: Declarations;
  readonly scanned: ScanResult;
  readonly findings: readonly Finding[];
  readonly matched: MatchedBaseline | undefined;
  readonly decisions: readonly Decision[];
  readonly leases: readonly Lease[];
  readonly notes: ReadonlyMap<FindingId, string>;
  readonly verification?: VerificationSummary;
}

/** What a face shows of it: each finding with its lines and what was decided of it, and what the baseline has that is gone. */
export async function reportOf({
  request,
  stage,
  place,
  declarations,
  scanned,
  findings,
  matched,
  decisions,
  leases,
  notes,
  verification,
}: Outcome): Promise<ScanReport> {
  const { project, own, declaredIn } = declarations;
  const shown = findings.length === 0 ? [] : await withLines(findings, request, place, own?.settings);
  const quality = scanned.knowledge['quality'] as unknown as QualitySummary | undefined; // the step of this flow wrote it
  const pairs = new Map(matched?.current.map((pair) => [pair.finding.id, pair]));
  const standing = standingOf(decisions, project.controls);
  const reported = shown.map((finding): ReportedFinding => {
    const pair = pairs.get(finding.id);
    const known = pair !== undefined && pair.tier !== 'new';
    const note = notes.get(finding.id);
    return {
      ...finding,
      standing: known ? 'known' : 'new',
      effect: standing(finding),
      ...(pair !== undefined && { tier: pair.tier, because: pair.because }),
      ...(note !== undefined && { note }),
    };
  });
  const accepted = new Set(reported.filter(({ effect }) => effect === 'accepted').map(({ id }) => id));
  return {
    tool: { name: 'selvedge', version },
    project: { name: project.name, ...(project.id !== undefined && { id: project.id }) },
    root: place.root,
    stage,
    source: scanned.description,
    ...(request.source.kind === 'since' && { since: request.source.revision }),
    declared: declaredIn,
    startedAt: scanned.startedAt,
    finishedAt: scanned.finishedAt,
    scope: scanned.scope,
    findings: reported,
    closed: absent(matched?.closed, matched),
    keptOpen: absent(matched?.keptOpen, matched),
    decisions,
    ownRules: own?.docs.filter(({ id }) => reported.some(({ rule }) => rule === id)) ?? [],
    ...(verification !== undefined && { verification }),
    ...(quality !== undefined && { quality }),
    exceptions: leases.filter(({ covers }) => covers.finding !== undefined && accepted.has(covers.finding)),
    stats: { seconds: scanned.stats.seconds, threads: scanned.stats.threads, cached: scanned.stats.cached },
    exitCode: exitCodeOf(decisions),
  };
}

/** The findings with the lines around them, from where they were found. */
async function withLines(
  findings: readonly Finding[],
  request: ScanRequest,
  place: Place,
  own: NonNullable<Declarations['own']>['settings'] | undefined,
): Promise<readonly Finding[]> {
  // The lines of a lockfile say nothing that is not said of the package.
  const inCode = findings.filter(({ attributes }) => attributes['advisory'] === undefined);
  if (inCode.length === 0) return findings;
  const redactor = await redactorOfSecrets(own);
  if (request.source.kind !== 'history') {
    const steps = stepsOf(inCode);
    const lines = await withContext([...inCode, ...steps], textsOf(request, place), redactor);
    const shown = new Map(lines.slice(0, inCode.length).map((one) => [one.id, one]));
    return withSteps(
      findings.map((finding) => shown.get(finding.id) ?? finding),
      lines.slice(inCode.length),
    );
  }
  const { withHistoryContext } = await import('./history-texts.ts');
  return withHistoryContext(findings, place, redactor);
}

function absent(
  verdicts: readonly { readonly id: FindingId; readonly because: string }[] = [],
  matched: Outcome['matched'],
): AbsentFinding[] {
  const prior = new Map(matched?.prior.map((finding) => [finding.id, finding]));
  return verdicts.flatMap(({ id, because }) => {
    const was = prior.get(id);
    return was === undefined ? [] : [{ id, because, rule: was.rule, path: was.location.path }];
  });
}
