import { pathToFileURL } from 'node:url';
import { builtinControls } from '#declare/controls';
import { isRepository, originOf, withoutCredentials } from '#ground/git';
import {
  type Decision,
  digestJson,
  type Finding,
  type Instant,
  newId,
  now,
  type ProjectId,
  ScanPredicateType,
  type Stage,
  type Statement,
  type SubjectId,
} from '#ground/model';
import { type EntryProof, execute, type ExecuteContext, systemActor } from '#ground/operations';
import { changesOf, type FindingChange, openFindings, type OpenFinding } from '#prove/findings';
import { operationSettings } from './operation-settings.ts';
import { submitEvidence } from './operations/evidence.submit.ts';
import { decideGate } from './operations/gates.decide.ts';
import { listSubjectsOperation } from './operations/subjects.list.ts';
import { submitSbom } from './operations/sboms.submit.ts';
import { registerSubjectOperation } from './operations/subjects.register.ts';
import type { ReportedFinding, ScanReport } from './scan/report.ts';
import { standingOf } from './scan/standing.ts';
import type { RunningHome } from './serve.ts';
import { openHome as openOrganisation } from './sign-in.ts';

export type { FindingChange } from '#prove/findings';

/** A scan as the server knows it. */
export interface RecordedScan {
  /** The scan under the ids that findings keep, decided by the server's controls and leases alone. */
  readonly report: ScanReport;
  /** When the subject was scanned before; absent: never. */
  readonly previousAt?: Instant;
  readonly opened: readonly FindingChange[];
  readonly reopened: readonly FindingChange[];
  readonly closed: readonly FindingChange[];
  /** Where the decision stands in the log. */
  readonly proof?: EntryProof;
}

/**
 * Records a scan through the one door, in commands with an entry each: the subject is registered, the evidence
 * submitted, and what it is made of (`packages`: package URLs) to be watched; the gate is decided. Exceptions in the project's own file do not count here: what is scanned cannot absolve
 * itself (house law 8), and the server has its own.
 *
 * @throws OperationError, StoreError.
 */
export async function recordScan(
  running: RunningHome,
  report: ScanReport,
  stage: Stage,
  packages: readonly string[] = [],
): Promise<RecordedScan> {
  const { home, store, sequencer } = running;
  const { organisation } = await openOrganisation(store, now);
  const actor = systemActor('main-job', organisation);
  const door: ExecuteContext = { store, sequencer, clock: now, settings: operationSettings(home), actor };
  const { project, subject } = await register(report, door);
  const submitted = await execute(submitEvidence, { subject, statement: statementOf(report) }, door);
  if (packages.length > 0 && packages.length <= mostPackages)
    await execute(submitSbom, { subject, packages: [...packages] }, door);
  const tenant = { organisation, project };
  const [changes, open] = await store.transaction(
    tenant,
    async (tx) => [await changesOf(tx, submitted.result.id), await openFindings(tx, { project, subject })] as const,
    { readOnly: true },
  );
  const decided = await execute(decideGate, { stage, subject }, { ...door, wait: 'proof' });
  // Others that are open were not seen by this scan.
  const seen = open.filter(({ evidence }) => evidence === submitted.result.id);
  const kind = Object.groupBy(changes?.changes ?? [], (change) => change.kind);
  return {
    report: { ...decidedReport(report, seen, decided.result.decisions, stage), exitCode: decided.result.exitCode },
    opened: kind.opened ?? [],
    reopened: kind.reopened ?? [],
    closed: kind.closed ?? [],
    ...(changes?.previousAt !== undefined && { previousAt: changes.previousAt }),
    ...(decided.entry?.proof !== undefined && { proof: decided.entry.proof }),
  };
}

/** As many as one inventory takes. */
const mostPackages = 200_000;

/** A project with an id in selvedge.yaml is that one; another is known by its remote, or else by its folder. */
async function register(
  { project: { id, name }, root }: ScanReport,
  door: ExecuteContext,
): Promise<{ project: ProjectId; subject: SubjectId }> {
  const remote = isRepository(root) ? await originOf(root) : undefined;
  const identity = id ?? (remote === undefined ? pathToFileURL(root).href : withoutCredentials(remote));
  const project = id ?? (await projectOf(identity, door)) ?? newId<ProjectId>('prj');
  const input = { project, kind: 'repository' as const, identity, name, ...(remote !== undefined && { remote }) };
  const { result } = await execute(registerSubjectOperation, input, door);
  return { project: result.project, subject: result.id };
}

async function projectOf(identity: string, door: ExecuteContext): Promise<ProjectId | undefined> {
  let cursor: string | undefined;
  do {
    const { result } = await execute(listSubjectsOperation, { kind: 'repository', limit: 500, cursor }, door);
    const known = result.items.find((subject) => subject.identity === identity);
    if (known !== undefined) return known.project;
    cursor = result.next ?? undefined;
  } while (cursor !== undefined);
  return undefined;
}

function statementOf(report: ScanReport): Statement {
  const { scope, source, startedAt, finishedAt, tool, project } = report;
  const { commit, branch, base, dirty } = source;
  const predicate = {
    scope,
    findings: report.findings.map(asFinding),
    startedAt,
    finishedAt,
    tool,
    revision: {
      ...(commit !== undefined && { commit }),
      ...(branch !== undefined && { branch }),
      ...(base !== undefined && { base }),
      ...(dirty !== undefined && { dirty }),
    },
  };
  // A folder without commits has no digest of its own; what was seen of it has.
  const digest: Record<string, string> =
    commit === undefined
      ? { sha256: digestJson([scope, predicate.findings]).slice('sha256:'.length) }
      : { gitCommit: commit };
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: project.name, digest }],
    predicateType: ScanPredicateType,
    predicate,
  };
}

function asFinding(reported: ReportedFinding): Finding {
  const { standing: _, effect: __, tier: ___, because: ____, note: _____, ...finding } = reported;
  return finding;
}

/** The report again, with the server's ids, and with what its decisions make of each finding. */
function decidedReport(
  report: ScanReport,
  seen: readonly OpenFinding[],
  decisions: readonly Decision[],
  stage: Stage,
): ScanReport {
  const kept = new Map(seen.map(({ finding, isNew }) => [finding.fingerprint, { id: finding.id, isNew }]));
  const effectOf = standingOf(decisions, builtinControls);
  const findings = report.findings.map((finding): ReportedFinding => {
    const { id, isNew } = kept.get(finding.fingerprint) ?? { id: finding.id, isNew: true };
    return { ...finding, id, standing: isNew ? 'new' : 'known', effect: effectOf({ ...finding, id }) };
  });
  return { ...report, stage, findings, decisions, exceptions: [] };
}
