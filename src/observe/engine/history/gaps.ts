import {
  deepestFolder,
  type HistoryStore,
  objectKinds,
  type ObjectTable,
  oidOf,
  type StoreGap,
  type UnpackFailure,
} from '#ground/git';
import type { NotLookedAt } from '#ground/model';
import type { Past } from './past.ts';

/** What of a history was not looked at, and why. What is missing many times over is one line with its number. */
export function gapsOf(
  store: HistoryStore,
  past: Past,
  failures: readonly (readonly [object: number, failure: UnpackFailure])[],
  fileBytes: number,
): NotLookedAt[] {
  return [
    ...store.gaps.map(ofStore),
    ...store.refs.gaps.map((detail): NotLookedAt => ({
      reason: 'parse-failed',
      detail: `refs: ${detail}`.slice(0, 500),
      expected: false,
    })),
    ...damaged([...past.failures, ...failures], store, past, fileBytes),
    ...missing(store, past),
    ...cutShort(past),
  ];
}

const reasons = { unreadable: 'unreadable', malformed: 'parse-failed', missing: 'missing-data' } as const;

function ofStore({ code, what, detail }: StoreGap): NotLookedAt {
  return { reason: reasons[code], detail: `${what}: ${detail}`.slice(0, 500), expected: false };
}

const failureReasons = {
  damaged: 'parse-failed',
  'too-large': 'too-large',
  'out-of-memory': 'out-of-memory',
  unreadable: 'unreadable',
} as const;
const kindNames = ['object', 'commit', 'tree', 'file version', 'tag'] as const;
const mostNamed = 100;

/** Objects that are here and could not be read: each by its id, as long as there are not too many. */
function damaged(
  failures: readonly (readonly [object: number, failure: UnpackFailure])[],
  { table }: HistoryStore,
  { paths }: Past,
  fileBytes: number,
): NotLookedAt[] {
  const all = new Map(failures);
  for (let i = 0; i < table.count; i++)
    if (table.kinds[i] === objectKinds.unknown && table.repeated[i] === 0) all.set(i, 'damaged');
  const gaps: NotLookedAt[] = [];
  for (const [failure, group] of Map.groupBy([...all], ([, failure]) => failure)) {
    const reason = failureReasons[failure];
    const why = failure === 'too-large' ? `; the limit is ${fileBytes} bytes` : '';
    for (const [object] of group.slice(0, mostNamed)) {
      const path = paths.get(object)?.[0];
      const detail = `${kindNames[table.kinds[object]!]} ${oidOf(table, object)}${why}`;
      gaps.push({ reason, detail, expected: false, ...(path === undefined ? {} : { path }) });
    }
    if (group.length > mostNamed)
      gaps.push({ reason, detail: `${group.length - mostNamed} more objects`, expected: false });
  }
  return gaps;
}

/** What the walk through trees left out. */
function cutShort({ occurrences: { tooDeep, finding, comparing } }: Past): NotLookedAt[] {
  const gaps: NotLookedAt[] = [];
  if (tooDeep > 0) {
    const detail = `${counted(tooDeep, 'folder')} in more than ${deepestFolder} others`;
    gaps.push({ reason: 'too-deep', detail, expected: false });
  }
  if (finding.end !== undefined) {
    const detail = 'trees that hold each other under more paths than can be looked at';
    gaps.push({ reason: finding.end, detail, expected: false });
  }
  if (comparing.end !== undefined) {
    const detail =
      'commits with more differences than can be looked at: which of them brought what was found is not known';
    gaps.push({ reason: comparing.end, detail, expected: false });
  }
  return gaps;
}

/** Objects that others name, and that are not here. */
function missing({ table, shallow, isPartial }: HistoryStore, past: Past): NotLookedAt[] {
  const { commits, graph, reached, dangling } = past;
  const isReached = new Uint8Array(table.count);
  for (const commit of reached) isReached[commit] = 1;
  const cut = commits.withoutParent.filter((commit) => isReached[commit] === 1);
  const isShallow = cut.filter((commit) => shallow.has(oidOf(table, commit)));
  const lost = cut.length - isShallow.length;
  const treeless = commits.withoutTree.filter((commit) => isReached[commit] === 1).length;
  const gaps: NotLookedAt[] = [];
  if (isShallow.length > 0)
    gaps.push(
      gap(
        `a shallow clone: what came before ${counted(isShallow.length, 'commit')} is not here; git fetch --unshallow brings it`,
      ),
    );
  if (lost > 0) gaps.push(gap(`parents of ${counted(lost, 'commit')} are not here`));
  if (treeless > 0) gaps.push(gap(`the trees of ${counted(treeless, 'commit')} are not here`));
  if (dangling.length > 0)
    gaps.push(
      gap(`${counted(dangling.length, 'ref')} to what is not here: ${dangling.slice(0, 5).join(', ')}`.slice(0, 500)),
    );
  if (graph.missing.size > 0 && leadsToMissing(table, past)) {
    const [example] = graph.missing.values();
    const how = isPartial ? '; a partial clone, which git fetch --refetch --no-filter completes' : '';
    gaps.push(
      gap(`${counted(graph.missing.size, 'file or folder version')} not here, such as ${example}${how}`.slice(0, 500)),
    );
  }
  return gaps;
}

/** Whether a tree that names what is not here belongs to a commit that counts. */
function leadsToMissing(table: ObjectTable, { commits, graph, reached }: Past): boolean {
  const isIncomplete = new Uint8Array(table.count);
  for (const tree of graph.incomplete) isIncomplete[tree] = 1;
  const isSeen = new Uint8Array(table.count);
  const open = reached.map((commit) => commits.trees[commit]!);
  for (let tree = open.pop(); tree !== undefined; tree = open.pop()) {
    if (tree < 0 || isSeen[tree] === 1) continue;
    isSeen[tree] = 1;
    if (isIncomplete[tree] === 1) return true;
    for (let i = 0; i < graph.counts[tree]!; i++) {
      const child = graph.edgeChildren[graph.edges[graph.starts[tree]! + i]!]!;
      if (table.kinds[child] === objectKinds.tree && isSeen[child] === 0) open.push(child);
    }
  }
  return false;
}

function gap(detail: string): NotLookedAt {
  return { reason: 'missing-data', detail, expected: false };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
