import {
  type Finding,
  type FindingId,
  type FindingStatus,
  type Instant,
  type Lease,
  type ProjectId,
  type SubjectId,
} from '#ground/model';
import type { Transaction } from '#ground/store';
import { FindingsError } from './error.ts';
import type { FindingFilter, Position } from './filter.ts';
import { pageQuery } from './page-query.ts';

/** A finding as a list shows it. */
export interface ListedFinding extends Pick<
  Finding,
  'id' | 'rule' | 'severity' | 'confidence' | 'message' | 'location'
> {
  readonly project: ProjectId;
  readonly subject: SubjectId;
  readonly status: FindingStatus;
  readonly excerpt?: string;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly closedAt?: Instant;
  readonly acceptedUntil?: Instant;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * One page of findings, most urgent first, closed ones last. `exceptions` are the leases that are active now: whether a
 * finding is accepted depends on the clock, so it is computed here and stored nowhere.
 *
 * The order is that of an index whose first part is the rank, and each rank that the filter admits is walked by itself:
 * so a page costs about the same wherever it begins and however many findings there are. Only a search for words that
 * hardly occur reads them all, in the index.
 *
 * @throws FindingsError `bad-cursor`.
 */
export async function listFindings(
  tx: Transaction,
  filter: FindingFilter,
  { limit, cursor }: PageRequest,
  exceptions: readonly Lease[],
): Promise<{ items: ListedFinding[]; next: string | null }> {
  const accepted = acceptedUntil(exceptions);
  const query = pageQuery({
    filter,
    accepted: [...accepted.keys()],
    limit: limit + 1,
    after: cursor === undefined ? undefined : positionOf(cursor),
  });
  const rows = query === undefined ? [] : await tx.query<Row>(query.sql, query.parameters);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last !== undefined ? cursorOf(last) : null;
  return { items: page.map((row) => toListed(row, accepted)), next };
}

/** The end of the longest-lasting exception of each finding that has one. */
export function acceptedUntil(exceptions: readonly Lease[]): Map<FindingId, Instant> {
  const until = new Map<FindingId, Instant>();
  for (const { kind, covers, end } of exceptions) {
    if (kind === 'exception' && covers.finding !== undefined && end > (until.get(covers.finding) ?? ''))
      until.set(covers.finding, end);
  }
  return until;
}

interface Row extends Position {
  readonly subject: SubjectId;
  readonly claim: Pick<Finding, 'rule' | 'severity' | 'confidence' | 'message' | 'location'> & {
    readonly excerpt: string | null;
  };
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly closedAt: Instant | null;
}

function cursorOf({ rank, project, path, line, id }: Position): string {
  return Buffer.from(JSON.stringify([rank, project, path, line, id]), 'utf8').toString('base64url');
}

function positionOf(cursor: string): Position {
  const [rank, project, path, line, id] = partsOf(cursor);
  if (!isInt4(rank) || !isText(project) || !isText(path) || !isInt4(line) || !isText(id)) {
    throw new FindingsError('bad-cursor', 'this cursor is not one that a list of findings gave');
  }
  return { rank, project: project as ProjectId, path, line, id: id as FindingId }; // only compared with
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

function isInt4(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0');
}

function toListed({ claim, ...row }: Row, accepted: ReadonlyMap<FindingId, Instant>): ListedFinding {
  const until = accepted.get(row.id);
  return {
    id: row.id,
    project: row.project,
    subject: row.subject,
    rule: claim.rule,
    severity: claim.severity,
    confidence: claim.confidence,
    status: row.closedAt !== null ? 'closed' : until !== undefined ? 'accepted' : 'open',
    message: claim.message,
    location: claim.location,
    ...(claim.excerpt == null ? {} : { excerpt: claim.excerpt }),
    firstSeen: row.firstSeen,
    lastSeen: row.lastSeen,
    ...(row.closedAt === null ? {} : { closedAt: row.closedAt }),
    ...(until === undefined || row.closedAt !== null ? {} : { acceptedUntil: until }),
  };
}
