import { resolve } from 'node:path';
import { decide } from '#decide/gates';
import { builtinTables } from '#declare/controls';
import {
  type Claim,
  type Decision,
  digestJson,
  exitCodeOf,
  type Finding,
  type FindingId,
  type Lease,
  type NotLookedAt,
  now,
  type Stage,
  withFingerprints,
} from '#ground/model';
import { type AnalyzerEntry, type Held, hold, scan, type ScanResult, type SourceRequest } from '#observe/engine';
import type { Matched } from '#prove/findings';
import { analyzers } from './analyzers.generated.ts';
import { parseBaseline, writeBaseline } from './scan/baseline.ts';
import { acceptedBeside } from './scan/beside.ts';
import { type ReadBehind, readBehind } from './scan/behind.ts';
import { withContext } from './scan/context.ts';
import { stepsOf, withSteps } from './scan/steps.ts';
import { type Declarations, readDeclarations } from './scan/declarations.ts';
import { ScanRequestError } from './scan/error.ts';
import { keepLastReport } from './scan/last-report.ts';
import { nameOf, type Place, placeOf } from './scan/place.ts';
import { excludingAllBut, withoutRest } from './scan/part.ts';
import { redactorOfSecrets } from './scan/redactor.ts';
import type { AbsentFinding, QualitySummary, ReportedFinding, ScanReport, VerificationSummary } from './scan/report.ts';
import type { ScanRequest } from './scan/request.ts';
import { standingOf } from './scan/standing.ts';
import { textsOf } from './scan/texts.ts';
import { version } from './version.ts';

export { ruleDocs } from './scan/rule-docs.ts';
export type { AbsentFinding, DeclaredIn, Presentation, ReportedFinding, RuleDoc, ScanReport } from './scan/report.ts';
export type { ScanProgress, ScanRequest } from './scan/request.ts';

/**
 * Looks at what was asked for and decides each control of the stage: declare → observe → (match with the baseline) →
 * decide. The same on a laptop and in CI; nothing is recorded, as there is no server here. Throws ScanRequestError,
 * ScanError, ProjectFileError, GitError.
 */
export async function scanAndDecide(request: ScanRequest): Promise<ScanReport> {
  const stage = request.stage ?? (request.source.kind === 'since' ? 'merge' : 'commit');
  const isWhole = ['staged', 'since', 'history'].includes(request.source.kind);
  const place = placeOf(request.path, isWhole);
  const baseline = request.baseline === undefined ? undefined : resolve(request.baseline);
  const declarations = await readDeclarations(place, {
    stage,
    ...(request.target !== undefined && { target: request.target }),
    ...(request.source.kind === 'since' && { since: request.source.revision }),
    ...(baseline !== undefined && { baseline }),
    ...(request.gitleaksConfig !== undefined && { gitleaksConfig: resolve(request.gitleaksConfig) }),
  });
  const { scanned, verification } = await verify(
    request,
    place,
    await observe(request, place, declarations),
    declarations.project.key,
  );
  const matched =
    baseline === undefined
      ? undefined
      : await matchBaseline(baseline, scanned, declarations, readBehind(request, place));
  const findings = matched?.current.map(({ finding }) => finding) ?? scanned.findings;
  const inline = await acceptedBeside(request, place, declarations, { ...scanned, findings });
  const leases = [...declarations.project.exceptions, ...inline.leases];
  const decisions = await decideAll(stage, place, { ...scanned, findings }, declarations, leases, matched);
  const report = await reportOf({
    request,
    stage,
    place,
    declarations,
    scanned,
    findings,
    matched,
    decisions,
    leases,
    notes: inline.notes,
    ...(verification !== undefined && { verification }),
  });
  if (request.writeBaseline !== undefined)
    writeBaseline(
      place.root,
      resolve(request.writeBaseline),
      report.project.name,
      report.findings,
      scanned.scope.source,
      now(),
    );
  keepLastReport(report);
  return report;
}

/**
 * What stays between scans of single texts of one project, for editors: a scan of `stdin` that is given it waits for nothing to be loaded, and
 * knows what the last scan of the whole project knew. Throws ScanRequestError, ProjectFileError, GitError.
 */
export async function holdOpen(path: string): Promise<Held> {
  const place = placeOf(path, false);
  const { project, own } = await readDeclarations(place, { stage: 'commit' });
  const settings = {
    analyzers,
    projectKey: project.key,
    exclude: project.exclude,
    ...(own !== undefined && { own: own.settings }),
  };
  return hold(settings, place.root);
}

const workerModule = new URL(
  import.meta.url.endsWith('.ts') ? './scan.worker.ts' : './scan.worker.mjs',
  import.meta.url,
);

/** Scans, and adds what the declarations themselves give cause for. */
async function observe(
  request: ScanRequest,
  place: Place,
  { project, own, changes, declaredIn }: Declarations,
): Promise<ScanResult> {
  const since = performance.now();
  const { part } = request.source.kind === 'stdin' ? {} : place;
  // Before anything is scanned: a report that is not there is a mistake of the command line.
  const judgeQuality = asksQuality(request, project)
    ? (await import('./scan/quality.ts')).openQuality({ request, place, project })
    : undefined;
  const result = await scan({
    source: sourceOf(request, place),
    analyzers: request.source.kind === 'history' ? analyzers.filter(hasPast) : analyzers,
    projectKey: project.key,
    ...(own !== undefined && { own: own.settings }),
    exclude: part === undefined ? project.exclude : [...project.exclude, ...excludingAllBut(part)],
    worker: workerModule,
    ...(request.cache === false && { cache: false }),
    ...(request.held !== undefined && { held: request.held }),
    ...(request.threads !== undefined && { threads: request.threads }),
    ...(request.onProgress !== undefined && { onProgress: request.onProgress.bind(request) }),
    ...(request.signal !== undefined && { signal: request.signal }),
  });
  const all = withGaps(result, own?.notLookedAt ?? []);
  const looked = part === undefined ? all : withoutRest(all, part);
  // Loaded only where something lists dependencies: most commits do not touch what does.
  const judged =
    'dependencies' in looked.knowledge
      ? await (
          await import('./scan/knowledge.ts')
        ).judgeDependencies(looked, { request, place, project, declaredIn, worker: workerModule })
      : looked;
  const complete = judgeQuality === undefined ? judged : await judgeQuality(judged);
  const timed = { ...complete, stats: { ...complete.stats, seconds: (performance.now() - since) / 1000 } };
  return declaredIn.from === 'working-tree' ? timed : withDeclarations(timed, changes);
}

/** New code is judged where the project asks for it, and where reports about it are given. */
function asksQuality(
  { source, coverage = [], tests = [] }: ScanRequest,
  { quality }: Declarations['project'],
): boolean {
  if (coverage.length > 0 || tests.length > 0) return true;
  return quality !== undefined && (source.kind === 'since' || source.kind === 'staged');
}

/** What was once in a lockfile harms nobody today. */
function hasPast({ outline }: AnalyzerEntry): boolean {
  return outline?.presentOnly !== true;
}

/** What the project turned off, and what of its rules could not be honoured, is said as what analyzers did not look at. */
function withGaps(result: ScanResult, gaps: readonly NotLookedAt[]): ScanResult {
  if (gaps.length === 0) return result;
  return { ...result, scope: { ...result.scope, notLookedAt: [...gaps, ...result.scope.notLookedAt] } };
}

function sourceOf({ source }: ScanRequest, { root }: Place): SourceRequest {
  if (source.kind === 'stdin') return source;
  if (source.kind === 'since') return { kind: 'range', root, from: source.revision };
  if (source.kind === 'history') return { kind: 'history', root, unreachable: source.unreachable };
  return { kind: source.kind === 'staged' ? 'index' : 'working-tree', root };
}

/** Declarations were compared with the target's, and each change is a claim like any other. */
function withDeclarations(result: ScanResult, changes: readonly Claim[]): ScanResult {
  const rules = ['project/declaration-changed'];
  const { scope } = result;
  return {
    ...result,
    findings: [...result.findings, ...withFingerprints(changes)],
    scope: {
      ...scope,
      analyzers: [...scope.analyzers, { id: 'project', digest: digestJson(rules) }],
      rules: {
        count: scope.rules.count + 1,
        digest: digestJson([scope.rules.digest, rules]),
        ...(scope.rules.ids !== undefined && { ids: [...scope.rules.ids, ...rules] }),
      },
    },
  };
}

async function matchBaseline(
  path: string,
  { findings, scope }: ScanResult,
  { readFile, declaredIn }: Declarations,
  read: ReadBehind,
): Promise<Matched & { readonly prior: Awaited<ReturnType<typeof parseBaseline>> }> {
  const text = await readFile(path);
  if (text === undefined) {
    const where = declaredIn.from === 'revision' ? ` in ${declaredIn.revision}, whose baseline counts here` : '';
    throw new ScanRequestError('bad-baseline', `there is no baseline ${path}${where}`, {
      remedy: `write one with selvedge scan --write-baseline ${path}${where === '' ? '' : ', and merge it'}`,
    });
  }
  const prior = await parseBaseline(text, path, findings, read);
  const { matchFindings } = await import('#prove/findings');
  return { ...matchFindings({ prior, current: findings, scope }), prior };
}

/** The network is reached from here alone, and only when the request asks for it. */
async function verify(
  request: ScanRequest,
  place: Place,
  scanned: ScanResult,
  projectKey: string,
): Promise<{ readonly scanned: ScanResult; readonly verification?: VerificationSummary }> {
  if (request.verify !== true) return { scanned };
  const { verified } = await import('./scan/verify.ts');
  const { findings, summary } = await verified({
    findings: scanned.findings,
    read: readBehind(request, place),
    projectKey,
    onAnswer: (done, of) =>
      request.onProgress?.({
        phase: 'verifying',
        filesSeen: of,
        filesDone: done,
        bytes: 0,
        findings: scanned.findings.length,
      }),
    ...(request.signal !== undefined && { signal: request.signal }),
  });
  return { scanned: { ...scanned, findings }, verification: summary };
}

function decideAll(
  stage: Stage,
  place: Place,
  { findings, scope, finishedAt }: ScanResult,
  { project }: Declarations,
  leases: readonly Lease[],
  matched: Matched | undefined,
): Promise<Decision[]> {
  // The past cannot answer what is asked of the present alone, nor a whole tree what is asked of a change.
  const looked = new Set(scope.analyzers.map(({ id }) => id));
  const isChange = scope.source === 'index' || scope.source === 'range';
  return decide({
    controls: project.controls.filter(
      ({ evidence }) =>
        looked.has(evidence.analyzer) || (scope.source !== 'history' && (isChange || evidence.optional !== true)),
    ),
    stage,
    subject: project.id ?? nameOf(place),
    evidence: [{ digest: digestJson({ scope, findings }), scope, submittedAt: finishedAt, findings }],
    leases,
    ...(matched !== undefined && { baseline: knownOf(matched) }),
    tables: builtinTables,
    at: finishedAt,
  });
}

function knownOf(matched: Matched): ReadonlySet<FindingId> {
  return new Set(matched.current.filter(({ tier }) => tier !== 'new').map(({ finding }) => finding.id));
}

interface Outcome {
  readonly request: ScanRequest;
  readonly stage: Stage;
  readonly place: Place;
  readonly declarations: Declarations;
  readonly scanned: ScanResult;
  readonly findings: readonly Finding[];
  readonly matched: Awaited<ReturnType<typeof matchBaseline>> | undefined;
  readonly decisions: readonly Decision[];
  readonly leases: readonly Lease[];
  readonly notes: ReadonlyMap<FindingId, string>;
  readonly verification?: VerificationSummary;
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
  const { withHistoryContext } = await import('./scan/history-texts.ts');
  return withHistoryContext(findings, place, redactor);
}

async function reportOf({
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
