import type {
  EvidenceId,
  Finding,
  FindingId,
  FindingStatus,
  Instant,
  Lease,
  Location,
  ProjectId,
  RuleId,
  Scope,
  Severity,
  SubjectId,
} from '#ground/model';
import { severities } from '#ground/model';
import type { Transaction } from '#ground/store';
import { closedRank, rankOf } from './apply.ts';
import { type BranchOfFinding, branchesOf, trunks } from './branches.ts';
import { coverageOf } from './coverage.ts';
import { acceptedUntil } from './list.ts';
import { shownAlone, type StoredClaim, type StoredEvent } from './store.ts';

/** A finding with all that is known of it; `subject` and `firstSeen` are there. */
export interface ReadFinding {
  readonly finding: Finding;
  readonly project: ProjectId;
  readonly subject: SubjectId;
  readonly status: FindingStatus;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly closedAt?: Instant;
  readonly acceptedUntil?: Instant;
  /** Where it is and was, as far as scans named their branch. */
  readonly branches: readonly BranchOfFinding[];
}

interface Row {
  readonly id: FindingId;
  readonly project: ProjectId;
  readonly subject: SubjectId;
  readonly claim: StoredClaim;
  readonly seenIn: Scope['source'];
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly lastSequence: number;
  /** The last that saw it. */
  readonly evidence: EvidenceId;
  readonly closedAt: Instant | null;
}

const columns = `f.id, f.project, f.subject, f.claim, f.seen_in as "seenIn", f.first_seen as "firstSeen",
  last.submitted_at as "lastSeen", last.sequence as "lastSequence", last.evidence, f.closed_at as "closedAt"`;

// `offset 0` keeps PostgreSQL from joining them by the columns that they share with every other row: before it has counted
// what a first scan of 30,000 findings wrote, it believes that there is one row, and compares each with each.
const tables = `finding f
  cross join lateral (
    select x.sequence from finding_seen x
    where x.organisation = f.organisation and x.project = f.project and x.finding = f.id offset 0
  ) seen
  cross join lateral (
    select x.sequence, x.evidence, x.submitted_at from finding_scan x
    where x.organisation = f.organisation and x.project = f.project and x.subject = f.subject and x.sequence = seen.sequence
    offset 0
  ) last`;

/** Ids are unique in a project; a tenant that spans several says which, or gets the first. `exceptions`: those active now. */
export async function readFinding(
  tx: Transaction,
  id: FindingId,
  exceptions: readonly Lease[],
  project?: ProjectId,
): Promise<ReadFinding | undefined> {
  const row = await readRow(tx, id, project);
  if (row === undefined) return undefined;
  return toRead(row, acceptedUntil(exceptions).get(id), await branchesOf(tx, row));
}

async function readRow(tx: Transaction, id: FindingId, project: ProjectId | undefined): Promise<Row | undefined> {
  const [row] = await tx.query<Row>(
    `select ${columns} from ${tables}
     where f.organisation = current_setting('selvedge.organisation') and f.id = $1 and ($2::text is null or f.project = $2)
     order by f.project limit 1`,
    [id, project ?? null],
  );
  return row;
}

function toRead(
  { id, project, subject, claim, firstSeen, lastSeen, closedAt }: Row,
  until: Instant | undefined,
  branches: readonly BranchOfFinding[],
): ReadFinding {
  return {
    finding: { ...claim, id, subject, firstSeen },
    project,
    subject,
    status: closedAt !== null ? 'closed' : until !== undefined ? 'accepted' : 'open',
    firstSeen,
    lastSeen,
    ...(closedAt === null ? {} : { closedAt }),
    ...(until === undefined || closedAt !== null ? {} : { acceptedUntil: until }),
    branches,
  };
}

/** An open finding, and the evidence that showed it last. */
export interface OpenFinding {
  readonly finding: Finding;
  readonly evidence: EvidenceId;
  /** The subject's latest scan opened it, or opened it again. */
  readonly isNew: boolean;
}

/**
 * The open findings of a subject under the ids that they keep, accepted ones too, as far as a gate judges them: those of its trunks, of the
 * branch that was scanned last, and of scans that named none. Nobody says which branch is meant: whoever could would name a clean one. In no
 * order, and without the code that comes with them, which no policy reads.
 */
export async function openFindings(
  tx: Transaction,
  { project, subject }: { readonly project: ProjectId; readonly subject: SubjectId },
): Promise<OpenFinding[]> {
  const rows = await tx.query<Pick<Row, 'id' | 'claim' | 'firstSeen' | 'evidence'> & { isNew: boolean }>(
    `select f.id, f.claim - ${shownAlone} as claim, f.first_seen as "firstSeen", last.evidence,
       exists (select from finding_event e where e.organisation = f.organisation and e.project = f.project and e.finding = f.id
               and e.sequence = s.scans and e.kind in ('opened', 'reopened')) as "isNew"
     from ${tables}
     join finding_subject s on s.organisation = f.organisation and s.project = f.project and s.subject = f.subject
     join finding_scan newest on newest.organisation = s.organisation and newest.project = s.project and newest.subject = s.subject
       and newest.sequence = s.scans
     where f.project = $1 and f.subject = $2 and f.closed_at is null
       and (newest.branch = ''
         or not exists (select from finding_branch b where b.organisation = f.organisation and b.project = f.project and b.finding = f.id)
         or exists (select from finding_branch b where b.organisation = f.organisation and b.project = f.project and b.finding = f.id
                    and b.gone is null and (b.branch = newest.branch or b.branch ~ $3)))`,
    [project, subject, trunks],
  );
  return rows.map(({ id, claim, firstSeen, evidence, isNew }) => ({
    finding: { ...claim, id, subject, firstSeen },
    evidence,
    isNew,
  }));
}

/** One step in a finding's life, why it was taken, and the evidence that shows it. */
export interface FindingHistoryEvent {
  readonly at: Instant;
  readonly kind: StoredEvent['kind'] | 'seen' | 'kept-open';
  /** How it was known to be the same one; absent where that was no question. */
  readonly tier?: string;
  readonly because: string;
  readonly evidence: EvidenceId;
  readonly location?: Location;
}

/** Scans that are looked through for why they left an absent finding open. */
const recentScans = 20;

/**
 * A finding's life, newest first: why it is the same one, why it closed, and, for each recent scan that did not see it,
 * why that did not close it. The last is not stored: it follows from the scan's scope.
 */
export async function findingHistory(
  tx: Transaction,
  id: FindingId,
  project?: ProjectId,
): Promise<FindingHistoryEvent[]> {
  const row = await readRow(tx, id, project);
  if (row === undefined) return [];
  const events = await tx.query<Omit<StoredEvent, 'finding'> & { sequence: number; evidence: EvidenceId; at: Instant }>(
    `select e.kind, e.tier, e.because, e.location, e.sequence, s.evidence, s.submitted_at as at
     from finding_event e join finding_scan s using (organisation, project, sequence)
     where e.project = $1 and e.finding = $2 and s.subject = $3 order by e.sequence desc`,
    [row.project, id, row.subject],
  );
  const told = events.map(({ at, kind, tier, because, evidence, location }): FindingHistoryEvent => ({
    at,
    kind,
    because,
    evidence,
    ...(tier === null ? {} : { tier }),
    ...(location === null ? {} : { location }),
  }));
  const lastTold = events[0]?.sequence ?? 0;
  const seen = row.closedAt === null && row.lastSequence > lastTold ? [lastSighting(row)] : [];
  const toldBy = new Set(told.map(({ evidence }) => evidence));
  const keptOpen = row.closedAt === null ? await scansThatKeptItOpen(tx, row) : [];
  // A scan that is told of already, as one that showed a branch without it, need not be told of twice.
  return [...keptOpen.filter(({ evidence }) => !toldBy.has(evidence)), ...seen, ...told].toSorted(newestFirst);
}

function newestFirst(a: FindingHistoryEvent, b: FindingHistoryEvent): number {
  return a.at < b.at ? 1 : a.at > b.at ? -1 : 0;
}

function lastSighting({ lastSeen, evidence, claim: { location } }: Row): FindingHistoryEvent {
  return {
    at: lastSeen,
    kind: 'seen',
    because: `last seen at ${location.path}:${location.startLine}`,
    evidence,
    location,
  };
}

async function scansThatKeptItOpen(
  tx: Transaction,
  { project, subject, lastSequence, claim, seenIn, id }: Row,
): Promise<FindingHistoryEvent[]> {
  const scans = await tx.query<{ at: Instant; evidence: EvidenceId; scope: Scope; branch: string }>(
    `select submitted_at as at, evidence, scope, branch from finding_scan
     where project = $1 and subject = $2 and sequence > $3 order by sequence desc limit ${recentScans}`,
    [project, subject, lastSequence],
  );
  const having = (await branchesOf(tx, { project, subject, id })).filter(({ state }) => state === 'present');
  return scans.map(({ at, evidence, scope, branch }) => {
    const coverage = coverageOf(scope)({ ...claim, id, seenIn });
    const others = having.map((one) => one.branch).filter((name) => name !== branch);
    const because = coverage.covered
      ? `${branch === '' ? 'this scan' : branch} does not have it, and ${others.join(', ')} still does`
      : coverage.because;
    return { at, kind: 'kept-open', because, evidence };
  });
}

/** How many findings, by what people filter for. */
export interface FindingCounts {
  readonly open: number;
  readonly accepted: number;
  readonly closed: number;
  /** Open ones that are not accepted. */
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** The same, most first. */
  readonly byRule: readonly { readonly rule: RuleId; readonly count: number }[];
}

/** Counts of a project, subject or the whole tenant, from counts that each scan leaves: their cost does not grow with the findings. */
export async function findingCounts(
  tx: Transaction,
  filter: { readonly project?: ProjectId | undefined; readonly subject?: SubjectId | undefined },
  exceptions: readonly Lease[],
): Promise<FindingCounts> {
  const where = '($1::text is null or project = $1) and ($2::text is null or subject = $2)';
  const parameters = [filter.project ?? null, filter.subject ?? null];
  const all = await tx.query<{ rule: RuleId; rank: number; count: number }>(
    `select rule, rank, sum(count)::int4 as count from finding_count where ${where} group by rule, rank`,
    parameters,
  );
  const ids = [...acceptedUntil(exceptions).keys()];
  const accepted =
    ids.length === 0
      ? []
      : await tx.query<{ rule: RuleId; rank: number; count: number }>(
          `select rule, rank, count(*)::int4 as count from unnest($3::text[]) as wanted(id)
         cross join lateral (
           select * from finding where organisation = current_setting('selvedge.organisation') and id = wanted.id offset 0
         ) as found where closed_at is null and ${where} group by rule, rank`,
          [...parameters, ids],
        );
  return tally(all, accepted);
}

function tally(
  all: readonly { rule: RuleId; rank: number; count: number }[],
  accepted: readonly { rule: RuleId; rank: number; count: number }[],
): FindingCounts {
  const unaccepted = [
    ...all.filter(({ rank }) => rank < closedRank),
    ...accepted.map((row) => ({ ...row, count: -row.count })),
  ];
  const byRule = new Map<RuleId, number>();
  for (const { rule, count } of unaccepted) byRule.set(rule, (byRule.get(rule) ?? 0) + count);
  const ofSeverity = (severity: Severity): number => {
    const ranks = new Set(
      (['certain', 'likely', 'possible'] as const).map((confidence) => rankOf({ severity, confidence })),
    );
    return sum(unaccepted.filter(({ rank }) => ranks.has(rank)));
  };
  return {
    open: sum(unaccepted),
    accepted: sum(accepted),
    closed: sum(all.filter(({ rank }) => rank >= closedRank)),
    bySeverity: Object.fromEntries(severities.map((severity) => [severity, ofSeverity(severity)])) as Record<
      Severity,
      number
    >, // severities are its keys
    byRule: [...byRule]
      .filter(([, count]) => count > 0)
      .map(([rule, count]) => ({ rule, count }))
      .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1)),
  };
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}
