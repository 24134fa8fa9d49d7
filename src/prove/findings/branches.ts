import type { FindingId, Instant, ProjectId, SubjectId } from '#ground/model';
import type { Transaction } from '#ground/store';

/** A branch that has, or had, a finding. */
export interface BranchOfFinding {
  readonly branch: string;
  readonly state: 'present' | 'gone';
  /** When it was first seen there. */
  readonly since: Instant;
  readonly goneAt?: Instant;
  /** When the branch was last looked at. */
  readonly lastScan: Instant;
}

/** Branches that are built and deployed from, by the names that people give them: a regular expression of PostgreSQL. */
export const trunks =
  '^(main|master|trunk|dev|develop|development|staging|stable|live|prod|production|releases?([/-].*)?)$';

/** For findings that a scan of `branch` shows to be gone from it: another branch that still has each, as far as is known. */
export async function stillElsewhere(
  tx: Transaction,
  project: ProjectId,
  branch: string,
  ids: readonly FindingId[],
): Promise<ReadonlyMap<FindingId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ finding: FindingId; branch: string }>(
    `select finding, branch from finding_branch
     where project = $1 and finding = any($2) and branch <> $3 and gone is null order by finding, branch desc`,
    [project, ids, branch],
  );
  return new Map(rows.map((row) => [row.finding, row.branch]));
}

/** Of these findings, those that no scan of the branch has seen yet, or that were gone from it. */
export async function absentFrom(
  tx: Transaction,
  project: ProjectId,
  branch: string,
  ids: readonly FindingId[],
): Promise<ReadonlySet<FindingId>> {
  const rows = await tx.query<{ finding: FindingId }>(
    'select finding from finding_branch where project = $1 and branch = $2 and gone is null and finding = any($3)',
    [project, branch, ids],
  );
  const present = new Set(rows.map(({ finding }) => finding));
  return new Set(ids.filter((id) => !present.has(id)));
}

export async function markPresent(
  tx: Transaction,
  project: ProjectId,
  branch: string,
  ids: readonly FindingId[],
  sequence: number,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `insert into finding_branch (organisation, project, finding, branch, since)
     select current_setting('selvedge.organisation'), $1, finding, $2, $4 from unnest($3::text[]) as finding
     on conflict (organisation, project, finding, branch) do update set since = excluded.since, gone = null`,
    [project, branch, ids, sequence],
  );
}

/** Of one branch, or of all of them. Returns those that were there. */
export async function markGone(
  tx: Transaction,
  project: ProjectId,
  branch: string | undefined,
  ids: readonly FindingId[],
  sequence: number,
): Promise<FindingId[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<{ finding: FindingId }>(
    `update finding_branch set gone = $4
     where project = $1 and ($2::text is null or branch = $2) and finding = any($3) and gone is null returning finding`,
    [project, branch ?? null, ids, sequence],
  );
  return rows.map(({ finding }) => finding);
}

/** The branches of a finding, those that have it first. */
export async function branchesOf(
  tx: Transaction,
  { project, subject, id }: { readonly project: ProjectId; readonly subject: SubjectId; readonly id: FindingId },
): Promise<BranchOfFinding[]> {
  const rows = await tx.query<{ branch: string; since: Instant; goneAt: Instant | null; lastScan: Instant }>(
    `select b.branch, first.submitted_at as since, gone.submitted_at as "goneAt",
       (select max(submitted_at) from finding_scan l where l.project = $1 and l.subject = $2 and l.branch = b.branch) as "lastScan"
     from finding_branch b
     join finding_scan first on first.project = $1 and first.subject = $2 and first.sequence = b.since
     left join finding_scan gone on gone.project = $1 and gone.subject = $2 and gone.sequence = b.gone
     where b.project = $1 and b.finding = $3 order by b.gone is not null, b.branch`,
    [project, subject, id],
  );
  return rows.map(({ branch, since, goneAt, lastScan }) => ({
    branch,
    state: goneAt === null ? 'present' : 'gone',
    since,
    lastScan,
    ...(goneAt === null ? {} : { goneAt }),
  }));
}
