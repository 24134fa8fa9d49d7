import { readFileSync, realpathSync } from 'node:fs';
import {
  CommitReader,
  findRepository,
  GitError,
  headOf,
  type HistoryStore,
  joinedTrees,
  objectKinds,
  type ObjectTable,
  openHistory,
  type Repository,
  Unpacker,
} from '#ground/git';
import { now } from '#ground/model';
import { assetPath } from '#ground/places';
import { conclude, declaredBy, tidied } from '../conclude.ts';
import {
  type Budgets,
  defaultBudgets,
  ScanError,
  type ScanRequest,
  type ScanResult,
  type SourceRequest,
} from '../request.ts';
import { Patterns } from '../walk/rules.ts';
import { makeReady, openSessions, prepare, type Prepared } from '../work/open.ts';
import { withoutExcused } from './excused.ts';
import { claimsOf, type Concluded, findingsOf } from './findings.ts';
import { gapsOf } from './gaps.ts';
import { counters, type Harvested, type HistoryStart, rootsOf } from './hand.ts';
import { pastOf } from './past.ts';
import { placesShown, storiesOf } from './stories.ts';
import { HistoryTeam } from './team.ts';

type HistorySource = Extract<SourceRequest, { kind: 'history' }>;

/** Bytes of one version of a file: each thread holds several at a time. */
const largestVersion = 64 * 1024 * 1024;

/** Of one thread's unpacker: the largest file, its base and the delta between them. */
const mostMemory = 192 * 1024 * 1024;

/**
 * Scans the past of a repository: each content once. The first look tells by content alone which texts may hold something; commits and
 * trees say where those stood; the second look extracts from them under their paths. Throws ScanError.
 */
export async function scanHistory(request: ScanRequest, source: HistorySource): Promise<ScanResult> {
  const startedAt = now();
  const ticks = performance.now();
  const budgets = { ...defaultBudgets, fileBytes: largestVersion, ...request.budgets };
  const repository = repositoryOf(source.root);
  const store = await storeOf(repository);
  const { table } = store;
  const prepared = await prepare(request.analyzers, request.projectKey, request.own);
  const unready = await makeReady(prepared);
  const sessions = openSessions(prepared, request.projectKey);
  const opened = { ...sessions, notLookedAt: [...unready, ...sessions.notLookedAt] };
  const start = startOf(request, table, prepared, budgets);
  const { marks, counts } = start;
  const total = countOf(table);
  const unpacker = new Unpacker(table, start.packsWasm, { objectBytes: budgets.fileBytes, memoryBytes: mostMemory });
  const team = new HistoryTeam(request, start, prepared, opened, () =>
    request.onProgress?.({ phase: 'scanning', filesSeen: total, ...doneOf(counts), findings: 0 }),
  );
  try {
    const skimmed = await team.do({ kind: 'skim' }, rootsOf(table, objectKinds.blob));
    const lookedAt = (performance.now() - ticks) / 1000;
    const reading = team.do({ kind: 'trees' }, rootsOf(table, objectKinds.tree));
    const commits = new CommitReader(table);
    for (const root of rootsOf(table, objectKinds.commit)) commits.read(root, unpacker);
    const read = await reading;
    const graph = joinedTrees(
      table,
      read.flatMap(({ trees }) => trees ?? []),
    );
    const past = pastOf(store, commits.graph(), graph, marks.isLive, unpacker, {
      unreachable: source.unreachable === true,
      exclude: new Patterns(request.exclude, 'selvedge.yaml'),
    });
    const mappedAt = (performance.now() - ticks) / 1000;
    const extract = (
      paths: ReadonlyMap<number, readonly string[]>,
      spots: ReadonlyMap<number, Uint32Array>,
    ): Promise<readonly Harvested[]> => {
      const needed = neededFor(table, paths.keys());
      const roots = rootsOf(table, objectKinds.blob, (root) => needed[root] === 1);
      return team.do({ kind: 'extract', needed, paths, spots }, roots);
    };
    const toClaims = (extracted: readonly Harvested[]): Concluded =>
      claimsOf(
        extracted.flatMap(({ found }) => found),
        (facts) => conclude({ prepared, facts, known: [], limitMs: budgets.concludeMs, open: () => opened }),
      );
    const extracted = await extract(
      pathsOfFirst(past.paths, marks.sameAs),
      new Map(skimmed.flatMap(({ live }) => live ?? [])),
    );
    const concluded = toClaims(extracted);
    const all = storiesOf(concluded.claims, { ...past, sameAs: marks.sameAs });
    const stories = withoutExcused(all, opened.sessions, { table, sameAs: marks.sameAs });
    // Of texts that hold the same as others, those that are shown are extracted too: for the lines.
    const shown = toClaims(await extract(placesShown(stories), new Map()));
    const harvests = [...skimmed, ...read, ...extracted];
    const failures = harvests.flatMap((harvest) => harvest.failures);
    const done = doneOf(counts);
    return {
      findings: findingsOf(stories, shown.claims, { ...past, table, unpacker }),
      knowledge: {},
      scope: {
        ...declaredBy(prepared, opened.rules),
        source: 'history',
        coverage: { kind: 'everything' },
        files: done.filesDone,
        bytes: done.bytes,
        notLookedAt: tidied([
          ...prepared.notLookedAt,
          ...opened.notLookedAt,
          ...past.gaps,
          ...gapsOf(store, past, failures, budgets.fileBytes),
          ...harvests.flatMap(({ gaps }) => gaps),
          ...concluded.notLookedAt,
        ]),
      },
      description: { kind: 'history', root: realpathSync(source.root), ...headOf(repository.workTree) },
      startedAt,
      finishedAt: now(),
      stats: {
        files: done.filesDone,
        bytes: done.bytes,
        cached: 0,
        seconds: (performance.now() - ticks) / 1000,
        threads: team.threads,
        lookedAt,
        mappedAt,
        cacheUnavailable: 'off',
      },
    };
  } finally {
    unpacker.close();
    await team.stop();
  }
}

function startOf(request: ScanRequest, table: ObjectTable, prepared: Prepared, budgets: Budgets): HistoryStart {
  return {
    kind: 'history',
    table,
    packsWasm: packsAsset(),
    analyzers: prepared.analyzers.map(({ id }) => id),
    assets: prepared.assets,
    own: prepared.own,
    projectKey: request.projectKey,
    budgets,
    memoryBytes: mostMemory,
    marks: {
      isLive: new Uint8Array(new SharedArrayBuffer(table.count)),
      sameAs: itself(new Int32Array(new SharedArrayBuffer(4 * table.count))),
    },
    counts: new Int32Array(new SharedArrayBuffer(4 * counters.length)),
  };
}

/** In place: what `map` gives would not be shared. */
function itself(numbers: Int32Array): Int32Array {
  for (let i = 0; i < numbers.length; i++) numbers[i] = i;
  return numbers;
}

function doneOf(counts: Int32Array): { filesDone: number; bytes: number } {
  return {
    filesDone: Atomics.load(counts, counters.texts),
    bytes: (Atomics.load(counts, counters.kibibytes) >>> 0) * 1024,
  };
}

function repositoryOf(root: string): Repository {
  const repository = findRepository(root);
  if (repository === undefined) throw new ScanError('not-a-repository', `${root} is not in a git repository`);
  return repository;
}

async function storeOf(repository: Repository): Promise<HistoryStore> {
  try {
    return await openHistory(repository);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new ScanError('git-failed', error.message, { cause: error });
  }
}

function packsAsset(): Uint8Array {
  try {
    return readFileSync(assetPath('packs.wasm'));
  } catch (error) {
    throw new ScanError('git-failed', 'the reader of packs (packs.wasm) is not built', { cause: error });
  }
}

/** By the text that is extracted for all that hold the same: the paths of all of them. */
function pathsOfFirst(paths: ReadonlyMap<number, readonly string[]>, sameAs: Int32Array): Map<number, string[]> {
  const all = new Map<number, Set<string>>();
  for (const [blob, own] of paths) {
    const first = sameAs[blob]!;
    const known = all.get(first);
    if (known === undefined) all.set(first, new Set(own));
    else for (const path of own) known.add(path);
  }
  return new Map([...all].map(([blob, paths]) => [blob, [...paths]]));
}

function countOf({ count, kinds, repeated }: ObjectTable): number {
  let blobs = 0;
  for (let i = 0; i < count; i++) if (kinds[i] === objectKinds.blob && repeated[i] === 0) blobs += 1;
  return blobs;
}

/** 1 for these objects, and for all that they are deltas of. */
function neededFor({ bases, count }: ObjectTable, objects: Iterable<number>): Uint8Array {
  const needed = new Uint8Array(new SharedArrayBuffer(count));
  for (const object of objects)
    for (let one = object; one >= 0 && needed[one] === 0; one = bases[one]!) needed[one] = 1;
  return needed;
}
