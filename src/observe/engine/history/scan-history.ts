import { readFileSync, realpathSync } from 'node:fs';
import {
  findRepository,
  GitError,
  headOf,
  type HistoryStore,
  objectKinds,
  type ObjectTable,
  openHistory,
  type Repository,
  Unpacker,
} from '#ground/git';
import { type NotLookedAt, now } from '#ground/model';
import { assetPath } from '#ground/places';
import { conclude, declaredBy, tidied } from '../conclude.ts';
import { defaultBudgets, ScanError, type ScanRequest, type ScanResult, type SourceRequest } from '../request.ts';
import { openSessions, prepare } from '../work/open.ts';
import { Extracting } from './extracting.ts';
import { claimsOf, findingsOf } from './findings.ts';
import { gapsOf } from './gaps.ts';
import { Reader } from './reader.ts';
import { Skimming } from './skimming.ts';
import { Pace } from './pace.ts';

type HistorySource = Extract<SourceRequest, { kind: 'history' }>;

/** Of one thread's unpacker. */
const mostMemory = 192 * 1024 * 1024;

/**
 * Scans the past of a repository: each content once. The first look tells by content alone which texts may hold something; commits and
 * trees say where those stood; the second look extracts from them under their paths. Throws ScanError.
 */
export async function scanHistory(request: ScanRequest, source: HistorySource): Promise<ScanResult> {
  const startedAt = now();
  const ticks = performance.now();
  const budgets = { ...defaultBudgets, ...request.budgets };
  const repository = repositoryOf(source.root);
  const store = await storeOf(repository);
  const { table } = store;
  const prepared = await prepare(request.analyzers, request.projectKey, request.own);
  const sessions = openSessions(prepared, request.projectKey);
  const pace = new Pace(request, countOf(table));
  const unpacker = new Unpacker(table, packsAsset(), { objectBytes: budgets.fileBytes, memoryBytes: mostMemory });
  try {
    const isLive = new Uint8Array(table.count);
    const skimming = new Skimming(table, unpacker, sessions.sessions, isLive);
    for (const root of rootsOf(table, objectKinds.blob)) {
      skimming.look(root);
      await pace.step(skimming.texts, skimming.bytes);
    }
    const reader = new Reader(store, unpacker, isLive, source.unreachable === true);
    for (const root of [...rootsOf(table, objectKinds.commit), ...rootsOf(table, objectKinds.tree)]) {
      reader.read(root);
      await pace.step(skimming.texts, skimming.bytes);
    }
    const past = reader.finish();

    const extracting = new Extracting(table, unpacker, sessions, { prepared, projectKey: request.projectKey, budgets });
    const needed = neededFor(table, past.paths.keys());
    for (const root of rootsOf(table, objectKinds.blob)) {
      if (needed[root] !== 1) continue;
      extracting.look(root, needed, (blob) => past.paths.get(blob) ?? []);
      await pace.step(skimming.texts, skimming.bytes);
    }
    const concluded = claimsOf(extracting.found, (facts) =>
      conclude({ prepared, facts, known: [], limitMs: budgets.concludeMs, open: () => sessions }),
    );
    const gaps: NotLookedAt[] = [
      ...prepared.notLookedAt,
      ...sessions.notLookedAt,
      ...gapsOf(store, past, [...skimming.failures, ...extracting.failures], budgets.fileBytes),
      ...extracting.gaps,
      ...concluded.notLookedAt,
    ];
    return {
      findings: findingsOf(concluded.claims, { ...past, table, unpacker }),
      scope: {
        ...declaredBy(prepared, sessions.rules),
        source: 'history',
        coverage: { kind: 'everything' },
        files: skimming.texts,
        bytes: skimming.bytes,
        notLookedAt: tidied(gaps),
      },
      description: {
        kind: 'history',
        root: realpathSync(source.root),
        ...headOf(repository.workTree),
      },
      startedAt,
      finishedAt: now(),
      stats: {
        files: skimming.texts,
        bytes: skimming.bytes,
        cached: 0,
        seconds: (performance.now() - ticks) / 1000,
        threads: 0,
        cacheUnavailable: 'off',
      },
    };
  } finally {
    unpacker.close();
  }
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

/** Objects that are no deltas. */
function rootsOf(table: ObjectTable, kind: number): number[] {
  const roots: number[] = [];
  for (let i = 0; i < table.count; i++) if (table.bases[i] === -1 && table.kinds[i] === kind) roots.push(i);
  return roots;
}

function countOf({ count, kinds, repeated }: ObjectTable): number {
  let blobs = 0;
  for (let i = 0; i < count; i++) if (kinds[i] === objectKinds.blob && repeated[i] === 0) blobs += 1;
  return blobs;
}

/** 1 for these objects, and for all that they are deltas of. */
function neededFor({ bases, count }: ObjectTable, objects: Iterable<number>): Uint8Array {
  const needed = new Uint8Array(count);
  for (const object of objects)
    for (let one = object; one >= 0 && needed[one] === 0; one = bases[one]!) needed[one] = 1;
  return needed;
}
