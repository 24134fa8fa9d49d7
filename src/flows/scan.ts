import { resolve } from 'node:path';
import { decide } from '#decide/gates';
import { builtinTables } from '#declare/controls';
import {
  type Claim,
  type Decision,
  digestJson,
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
import { matchBaseline, writeBaseline } from './scan/baseline.ts';
import { acceptedBeside } from './scan/beside.ts';
import { readBehind } from './scan/behind.ts';
import { type Declarations, readDeclarations } from './scan/declarations.ts';
import { keepLastReport } from './scan/last-report.ts';
import { reportOf } from './scan/outcome.ts';
import { nameOf, type Place, placeOf } from './scan/place.ts';
import { excludingAllBut, withoutRest } from './scan/part.ts';
import type { ScanReport, VerificationSummary } from './scan/report.ts';
import type { ScanRequest } from './scan/request.ts';

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
