import {
  type Claim,
  digestJson,
  type Evidence,
  type Finding,
  type FindingId,
  findingId,
  fingerprint,
  type Instant,
  type Scope,
  severityRank,
  withFingerprints,
} from '#ground/model';
import type { Transaction } from '#ground/store';
import { absentFrom, markGone, markPresent, stillElsewhere } from './branches.ts';
import { type MatchedFinding, matchFindings } from './match.ts';
import type { PriorFinding } from './prior.ts';
import {
  candidates,
  closeFindings,
  type FindingRow,
  insertEvents,
  insertScan,
  lockSubject,
  markSeen,
  putFindings,
  recount,
  sequenceOf,
  type StoredClaim,
  type StoredEvent,
  type StoredFinding,
  takenElsewhere,
} from './store.ts';

/** What of a kept statement the projection reads. An `Evidence` is one. */
export type SubmittedScan = Pick<Evidence, 'id' | 'project' | 'subject' | 'submittedAt' | 'statement'>;

/** What one scan changed. `current` are its findings under the ids that they keep, in the order of position. */
export interface Applied {
  readonly current: readonly Finding[];
  readonly opened: readonly FindingId[];
  readonly reopened: readonly FindingId[];
  readonly closed: readonly FindingId[];
}

/**
 * Brings the findings of one subject up to a scan, in the transaction that keeps the evidence. Scans of one subject wait
 * for each other and count in the order in which they are submitted; evidence that was applied before changes nothing. A finding closes
 * when no branch has it any more (branches.ts).
 */
export async function applyEvidence(tx: Transaction, evidence: SubmittedScan): Promise<Applied | undefined> {
  const { project, subject, submittedAt: at } = evidence;
  const { scope, findings, revision } = evidence.statement.predicate;
  const branch = revision?.branch ?? '';
  const sequence = (await lockSubject(tx, evidence)) + 1;
  if ((await sequenceOf(tx, evidence.id)) !== undefined) return undefined;

  // Fingerprints are computed here and not believed: the statement comes from outside.
  const current = withFingerprints(findings.map(toClaim));
  const places = [...new Set(current.map(placeOf))];
  const prior = await candidates(tx, evidence, places);
  const taken = await takenElsewhere(tx, evidence, places);
  const matched = matchFindings({ prior: prior.map(toPrior), current, scope, taken });

  const before = new Map(prior.map((finding) => [finding.id, finding]));
  const change = sort(matched.current, before, { at, source: scope.source });
  const ids = matched.current.map(({ finding }) => finding.id);
  const absent = new Map(matched.closed.map(({ id, because }) => [id, because]));
  const elsewhere = await stillElsewhere(tx, project, branch, [...absent.keys()]);
  const closed = [...absent.keys()].filter((id) => !elsewhere.has(id));
  const appeared = branch === '' ? new Set<FindingId>() : await absentFrom(tx, project, branch, ids);

  await insertScan(tx, { project, subject, sequence, evidence: evidence.id, at, scope, branch });
  await putFindings(tx, evidence, change.rows);
  await markSeen(tx, project, ids, sequence);
  await markPresent(tx, project, branch, [...appeared], sequence);
  const left = branch === '' ? [] : await markGone(tx, project, branch, [...elsewhere.keys()], sequence);
  await markGone(tx, project, undefined, closed, sequence);
  await closeFindings(tx, evidence, closed, at, closedRank);
  const told = new Set(change.events.map(({ finding }) => finding));
  const also = [...appeared].filter((id) => !told.has(id) && before.get(id)?.closedAt === null);
  await insertEvents(tx, project, sequence, [
    ...change.events,
    ...also.map((id) => eventOf(id, 'appeared', `${branch} has it too`)),
    ...left.map((id) => eventOf(id, 'left', `it is gone from ${branch}, and ${elsewhere.get(id)!} still has it`)),
    ...closed.map((id) => eventOf(id, 'closed', absent.get(id)!)),
  ]);
  await recount(tx, evidence);
  return {
    current: matched.current.map(({ finding }) => ({
      ...finding,
      subject,
      firstSeen: before.get(finding.id)?.firstSeen ?? at,
    })),
    opened: change.events.filter(({ kind }) => kind === 'opened').map(({ finding }) => finding),
    reopened: change.events.filter(({ kind }) => kind === 'reopened').map(({ finding }) => finding),
    closed,
  };
}

function eventOf(finding: FindingId, kind: StoredEvent['kind'], because: string): StoredEvent {
  return { finding, kind, tier: null, because, location: null };
}

function toClaim(finding: Finding): Claim {
  const { id: _, fingerprint: __, ordinal: ___, subject: ____, firstSeen: _____, ...claim } = finding;
  return claim;
}

interface Change {
  readonly rows: FindingRow[];
  readonly events: StoredEvent[];
}

/** What has to be written for each finding of the scan. */
function sort(
  current: readonly MatchedFinding[],
  before: ReadonlyMap<FindingId, StoredFinding>,
  scan: { at: Instant; source: Scope['source'] },
): Change {
  const change: Change = { rows: [], events: [] };
  for (const { finding, tier, because } of current) {
    const prior = before.get(finding.id);
    const row = toRow(finding, prior, scan);
    const event = (kind: StoredEvent['kind']): void =>
      void change.events.push({
        finding: finding.id,
        kind,
        tier: kind === 'opened' ? null : tier,
        because,
        location: finding.location,
      });
    if (prior === undefined) {
      change.rows.push(row);
      event('opened');
      continue;
    }
    const isBack = prior.closedAt !== null;
    if (isBack) event('reopened');
    else if (tier !== 'same-fingerprint') event('moved');
    if (isBack || row.digest !== prior.digest || row.seenIn !== prior.seenIn) change.rows.push(row);
  }
  return change;
}

function toRow(
  finding: Finding,
  prior: StoredFinding | undefined,
  scan: { at: Instant; source: Scope['source'] },
): FindingRow {
  const { id, subject: _, firstSeen: __, ...claim } = finding;
  return {
    id,
    place: placeOf(finding),
    rule: finding.rule,
    rank: rankOf(finding),
    path: cut(finding.location.path, longestPath),
    line: finding.location.startLine,
    words: wordsOf(claim),
    claim,
    digest: digestJson(claim),
    seenIn: scan.source,
    firstSeen: prior?.firstSeen ?? scan.at,
  };
}

function toPrior({ id, claim, closedAt, seenIn }: StoredFinding): PriorFinding {
  return { ...claim, id, closed: closedAt !== null, seenIn };
}

/** The id that the first of its equals has: what findings at one place have in common. */
function placeOf(finding: StoredClaim): FindingId {
  return findingId(finding.ordinal === 0 ? finding.fingerprint : fingerprint(finding.rule, finding.locus, 0));
}

/** Added to the rank of a closed finding, so that closed ones come after all open ones. */
export const closedRank = 16;

/** What to look at first: by severity, then certainty; what is only possible comes after everything else. */
export function rankOf({ severity, confidence }: Pick<Finding, 'severity' | 'confidence'>): number {
  const descending = 3 - severityRank(severity);
  return confidence === 'possible' ? 8 + descending : descending * 2 + (confidence === 'certain' ? 0 : 1);
}

// An entry of a PostgreSQL index holds at most 2,704 bytes.
export const longestPath = 800;
const longestWords = 1_200;

function wordsOf({ message, location, rule, locus }: StoredClaim): string {
  const symbol = 'symbol' in locus ? locus.symbol : undefined;
  return cut(
    [rule, location.path, symbol, message]
      .filter((part) => part !== undefined)
      .join('\n')
      .toLowerCase(),
    longestWords,
  );
}

/** At most so many bytes of UTF-8, never half a character. */
export function cut(text: string, bytes: number): string {
  const encoded = Buffer.from(text, 'utf8');
  if (encoded.length <= bytes) return text;
  let end = bytes;
  while (end > 0 && (encoded[end]! & 0xc0) === 0x80) end--;
  return encoded.toString('utf8', 0, end);
}
