import { type Confidence, type FindingId, type FindingStatus, severities } from '#ground/model';
import { closedRank, cut, longestPath, rankOf } from './apply.ts';
import type { FindingFilter, Position } from './filter.ts';

interface PageQuery {
  readonly filter: FindingFilter;
  readonly accepted: readonly FindingId[];
  readonly limit: number;
  readonly after: Position | undefined;
}

type Bind = (value: unknown) => string;

/**
 * The statement for one page; undefined when the filter admits nothing. Each `offset 0` keeps the planner from another order of
 * the joins: until the first statistics are there, it takes a table of 100,000 rows for one of a single row.
 */
export function pageQuery(page: PageQuery): { sql: string; parameters: unknown[] } | undefined {
  const { after } = page;
  const ranks = ranksOf(page.filter).filter((rank) => after === undefined || rank >= after.rank);
  const ids = idsOf(page);
  if (ranks.length === 0 || ids?.length === 0) return undefined;
  const parameters: unknown[] = [];
  const bind: Bind = (value) => `$${parameters.push(value)}`;
  const found = ids === undefined ? foundByRank(page, ranks, bind) : foundById(page, ranks, ids, bind);
  return {
    sql: `
      with page as (${found} order by rank, project, path, line, id limit ${bind(page.limit)})
      select page.*, f.subject, claim - array['context', 'trace', 'repair', 'attributes', 'locus', 'fingerprint', 'ordinal'] as claim,
        first_seen as "firstSeen", last.submitted_at as "lastSeen", closed_at as "closedAt"
      from page
      cross join lateral (
        select * from finding x where x.organisation = current_setting('selvedge.organisation') and x.id = page.id offset 0
      ) as f
      cross join lateral (
        select x.sequence from finding_seen x
        where x.organisation = f.organisation and x.project = f.project and x.finding = f.id offset 0
      ) as seen
      join finding_scan last on last.organisation = f.organisation and last.project = f.project and last.subject = f.subject
        and last.sequence = seen.sequence
      where f.project = page.project
      order by page.rank, page.project, page.path, page.line, page.id`,
    parameters,
  };
}

/** Walks the part of the index that each rank (and rule) has, from where the last page ended. */
function foundByRank({ filter, accepted, limit, after }: PageQuery, ranks: readonly number[], bind: Bind): string {
  const start = ranks.map((rank) => (rank === after?.rank ? after : { project: '', path: '', line: 0, id: '' }));
  const starts = [
    `${bind(ranks)}::int2[]`,
    `${bind(start.map(({ project }) => project))}::text[]`,
    `${bind(start.map(({ path }) => path))}::text[]`,
    `${bind(start.map(({ line }) => line))}::int4[]`,
    `${bind(start.map(({ id }) => id))}::text[]`,
  ];
  const rules = filter.rule === undefined ? undefined : bind([...new Set(filter.rule)]);
  // Paths are a range of the index in one project only.
  const byProject = isGiven(filter.path) && filter.project === undefined;
  return `
    select found.* from unnest(${starts.join(', ')}) as start(rank, project, path, line, id)
    ${rules === undefined ? '' : `cross join unnest(${rules}::text[]) as wanted(rule)`}
    ${byProject ? `cross join (select distinct project from finding_subject) as home` : ''}
    cross join lateral (
      select rank, project, path, line, id from finding
      where organisation = current_setting('selvedge.organisation') and rank = start.rank
        and (project, path, line, id) > (start.project, start.path, start.line, start.id)
        ${byProject ? 'and project = home.project' : ''} ${rules === undefined ? '' : 'and rule = wanted.rule'} ${conditions(filter, accepted, bind)}
      order by project, path, line, id limit ${bind(limit)}
    ) as found`;
}

/** Looks each id up. */
function foundById(
  { filter, accepted, after }: PageQuery,
  ranks: readonly number[],
  ids: readonly FindingId[],
  bind: Bind,
): string {
  const rules = filter.rule === undefined ? '' : `and rule = any(${bind(filter.rule)}::text[])`;
  const from =
    after === undefined
      ? ''
      : `and (rank, project, path, line, id) > (${bind(after.rank)}, ${bind(after.project)}, ${bind(after.path)}, ${bind(after.line)}, ${bind(after.id)})`;
  return `
    select rank, project, path, line, id from unnest(${bind(ids)}::text[]) as wanted(finding)
    cross join lateral (
      select * from finding where organisation = current_setting('selvedge.organisation') and id = wanted.finding offset 0
    ) as found
    where rank = any(${bind(ranks)}::int2[]) ${from} ${rules} ${conditions(filter, accepted, bind)}`;
}

/** The only ids that can be in the list, where the filter names them; each once. */
function idsOf({ filter: { among, status }, accepted }: PageQuery): FindingId[] | undefined {
  if (among !== undefined) return [...new Set(among)];
  return status?.every((one) => one === 'accepted') === true && status.length > 0 ? [...new Set(accepted)] : undefined;
}

/** In the order of the list. */
function ranksOf({ status, severity }: FindingFilter): number[] {
  const confidences: readonly Confidence[] = ['certain', 'likely', 'possible'];
  const open = (severity ?? severities).flatMap((severity) =>
    confidences.map((confidence) => rankOf({ severity, confidence })),
  );
  const wantsOpen = status === undefined || status.some((one) => one !== 'closed');
  const wantsClosed = status === undefined || status.includes('closed');
  const ranks = [...(wantsOpen ? open : []), ...(wantsClosed ? open.map((rank) => rank + closedRank) : [])];
  return [...new Set(ranks)].sort((a, b) => a - b);
}

function conditions(filter: FindingFilter, accepted: readonly FindingId[], bind: Bind): string {
  return [...rowConditions(filter, bind), ...statusConditions(filter.status, accepted, bind)]
    .map((condition) => `and ${condition}`)
    .join(' ');
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

function rowConditions({ project, subject, path, q }: FindingFilter, bind: Bind): string[] {
  const conditions: string[] = [];
  if (project !== undefined) conditions.push(`project = ${bind(project)}`);
  if (subject !== undefined) conditions.push(`subject = ${bind(subject)}`);
  if (isGiven(path)) {
    const prefix = cut(clean(path), longestPath);
    // Between the beginning and the beginning followed by the last character that there is: a range of the index.
    conditions.push(`path >= ${bind(prefix)}`, `path < ${bind(`${prefix}\u{10FFFF}`)}`);
  }
  if (q !== undefined && q.trim() !== '')
    for (const word of clean(q).toLowerCase().split(/\s+/).filter(Boolean))
      conditions.push(`strpos(words, ${bind(word)}) > 0`);
  return conditions;
}

function statusConditions(
  status: readonly FindingStatus[] | undefined,
  accepted: readonly FindingId[],
  bind: Bind,
): string[] {
  if (status === undefined || status.includes('open') === status.includes('accepted')) return [];
  const isAccepted = `id = any(${bind(accepted)}::text[])`;
  return [`(rank >= ${closedRank} or ${status.includes('accepted') ? isAccepted : `not ${isAccepted}`})`];
}

/** PostgreSQL refuses U+0000 in text, and rows hold U+FFFD in its place. */
function clean(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}
