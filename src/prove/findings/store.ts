import type {
  Digest,
  EvidenceId,
  Finding,
  FindingId,
  Instant,
  Location,
  ProjectId,
  RuleId,
  Scope,
  SubjectId,
} from '#ground/model';
import type { Transaction } from '#ground/store';

/** A finding without what the projection adds to it. */
export type StoredClaim = Omit<Finding, 'id' | 'subject' | 'firstSeen'>;

/** A row of the projection. Timestamps are the submission's, so that a rebuild gives the same. */
export interface StoredFinding {
  readonly id: FindingId;
  readonly project: ProjectId;
  readonly subject: SubjectId;
  readonly claim: StoredClaim;
  readonly digest: Digest;
  readonly seenIn: Scope['source'];
  readonly firstSeen: Instant;
  readonly closedAt: Instant | null;
}

/** A row to write, with the columns that are derived from the claim. */
export interface FindingRow extends Omit<StoredFinding, 'project' | 'subject' | 'closedAt'> {
  readonly place: FindingId;
  readonly rule: RuleId;
  readonly rank: number;
  readonly path: string;
  readonly line: number;
  readonly words: string;
}

export interface StoredEvent {
  readonly finding: FindingId;
  readonly kind: 'opened' | 'moved' | 'closed' | 'reopened' | 'appeared' | 'left';
  readonly tier: string | null;
  readonly because: string;
  readonly location: Location | null;
}

export interface Subjects {
  readonly project: ProjectId;
  readonly subject: SubjectId;
}

/** What is only on a finding's own page. Matching and gates do not look at it, and of 100,000 findings it is a lot of text. */
export const shownAlone = `array['context', 'trace', 'repair']`;

const rowsPerStatement = 2_000;
/** UTF-16 units of JSON: a jsonb holds 256 MB, and one finding with its steps can be 200 kB. */
const mostPerStatement = 16 * 1024 * 1024;

/**
 * Makes all who apply evidence to the project wait for each other until the transaction ends, as its subjects share the room of
 * ids; returns the number of the subject's last scan (0: none yet).
 */
export async function lockSubject(tx: Transaction, { project, subject }: Subjects): Promise<number> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('findings of ' || $1, 0))", [project]);
  await tx.query(
    `insert into finding_subject (organisation, project, subject)
     values (current_setting('selvedge.organisation'), $1, $2) on conflict do nothing`,
    [project, subject],
  );
  const [row] = await tx.query<{ scans: number }>(
    'select scans from finding_subject where project = $1 and subject = $2',
    [project, subject],
  );
  return row?.scans ?? 0;
}

/** The number under which this evidence was applied before, if it was. */
export async function sequenceOf(tx: Transaction, evidence: EvidenceId): Promise<number | undefined> {
  const [row] = await tx.query<{ sequence: number }>('select sequence from finding_scan where evidence = $1', [
    evidence,
  ]);
  return row?.sequence;
}

export async function insertScan(
  tx: Transaction,
  scan: Subjects & {
    readonly sequence: number;
    readonly evidence: EvidenceId;
    readonly at: Instant;
    readonly scope: Scope;
    /** Empty: the statement names none. */
    readonly branch: string;
  },
): Promise<void> {
  await tx.query(
    `insert into finding_scan (organisation, project, subject, sequence, evidence, submitted_at, scope, branch)
     values (current_setting('selvedge.organisation'), $1, $2, $3, $4, $5, $6, $7)`,
    [scan.project, scan.subject, scan.sequence, scan.evidence, scan.at, toJson(scan.scope), scan.branch],
  );
  await tx.query('update finding_subject set scans = $3 where project = $1 and subject = $2', [
    scan.project,
    scan.subject,
    scan.sequence,
  ]);
}

/** Open findings of the subject, and closed ones at one of the places: what a scan can be paired with. */
export async function candidates(
  tx: Transaction,
  { project, subject }: Subjects,
  places: readonly FindingId[],
): Promise<StoredFinding[]> {
  return tx.query<StoredFinding>(
    `select ${columns} from finding where project = $1 and subject = $2 and closed_at is null
     union all
     select ${columns} from finding where project = $1 and subject = $2 and closed_at is not null and place = any($3)`,
    [project, subject, places],
  );
}

/** Ids at these places that belong to other subjects of the project. */
export async function takenElsewhere(
  tx: Transaction,
  { project, subject }: Subjects,
  places: readonly FindingId[],
): Promise<FindingId[]> {
  const rows = await tx.query<{ id: FindingId }>(
    'select id from finding where project = $1 and subject <> $2 and place = any($3)',
    [project, subject, places],
  );
  return rows.map((row) => row.id);
}

const columns = `id, project, subject, claim - ${shownAlone} as claim, digest, seen_in as "seenIn", first_seen as "firstSeen", closed_at as "closedAt"`;

/**
 * Writes findings, new ones and ones that changed. By `on conflict`, which always goes through the primary key: a join would be
 * planned, and before the first statistics the planner compares each row with each.
 */
export async function putFindings(
  tx: Transaction,
  { project, subject }: Subjects,
  rows: readonly FindingRow[],
): Promise<void> {
  for (const some of inParts(rows)) {
    await tx.query(
      `insert into finding (organisation, project, subject, id, place, rule, rank, path, line, words, claim, digest, seen_in, first_seen, closed_at)
       select current_setting('selvedge.organisation'), $1, $2, id, place, rule, rank, path, line, words, claim, digest, "seenIn", "firstSeen", null
       from jsonb_to_recordset($3::jsonb) as r(id text, place text, rule text, rank int2, path text, line int4, words text,
         claim jsonb, digest text, "seenIn" text, "firstSeen" timestamptz)
       on conflict (organisation, id, project) do update set place = excluded.place, rule = excluded.rule, rank = excluded.rank,
         path = excluded.path, line = excluded.line, words = excluded.words, claim = excluded.claim, digest = excluded.digest,
         seen_in = excluded.seen_in, closed_at = null`,
      [project, subject, some],
    );
  }
}

export async function markSeen(
  tx: Transaction,
  project: ProjectId,
  ids: readonly FindingId[],
  sequence: number,
): Promise<void> {
  await tx.query(
    `insert into finding_seen (organisation, project, finding, sequence)
     select current_setting('selvedge.organisation'), $1, finding, $3 from unnest($2::text[]) as finding
     on conflict (organisation, project, finding) do update set sequence = excluded.sequence`,
    [project, ids, sequence],
  );
}

/** `closedRank` is what is added to the rank of a closed finding. */
export async function closeFindings(
  tx: Transaction,
  { project, subject }: Subjects,
  ids: readonly FindingId[],
  at: Instant,
  closedRank: number,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    'update finding set closed_at = $4, rank = rank + $5 where project = $1 and subject = $2 and id = any($3)',
    [project, subject, ids, at, closedRank],
  );
}

export async function insertEvents(
  tx: Transaction,
  project: ProjectId,
  sequence: number,
  events: readonly StoredEvent[],
): Promise<void> {
  for (const some of inParts(events)) {
    await tx.query(
      `insert into finding_event (organisation, project, finding, sequence, kind, tier, because, location)
       select current_setting('selvedge.organisation'), $1, finding, $2, kind, tier, because, location
       from jsonb_to_recordset($3::jsonb) as e(finding text, kind text, tier text, because text, location jsonb)`,
      [project, sequence, some],
    );
  }
}

/** Counts the subject's findings anew: one pass over its rows, and never wrong by an earlier mistake. */
export async function recount(tx: Transaction, { project, subject }: Subjects): Promise<void> {
  await tx.query('delete from finding_count where project = $1 and subject = $2', [project, subject]);
  await tx.query(
    `insert into finding_count (organisation, project, subject, rule, rank, count)
     select current_setting('selvedge.organisation'), project, subject, rule, rank, count(*)::int4 from finding
     where project = $1 and subject = $2 group by project, subject, rule, rank`,
    [project, subject],
  );
}

/** Throws the projection away: of the tenant, or of one project of it. */
export async function clear(tx: Transaction, project: ProjectId | undefined): Promise<void> {
  for (const table of [
    'finding_count',
    'finding_event',
    'finding_branch',
    'finding_seen',
    'finding',
    'finding_scan',
    'finding_subject',
  ]) {
    await tx.query(`delete from ${table} where $1::text is null or project = $1`, [project ?? null]);
  }
}

/** JSON arrays of some rows each. */
function* inParts(rows: readonly unknown[]): Generator<string> {
  let part: string[] = [];
  let length = 0;
  for (const row of rows) {
    const json = toJson(row);
    if (part.length === rowsPerStatement || (part.length > 0 && length + json.length > mostPerStatement)) {
      yield `[${part.join()}]`;
      part = [];
      length = 0;
    }
    part.push(json);
    length += json.length;
  }
  if (part.length > 0) yield `[${part.join()}]`;
}

/** PostgreSQL has no place for U+0000 in text or jsonb; what was scanned may hold one. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'string' && member.includes('\0') ? member.replaceAll('\0', '\uFFFD') : member,
  );
}
