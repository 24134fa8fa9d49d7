import { headOf } from '#ground/git';
import { type Digest, digestJson, now, type SourceDescription, withFingerprints } from '#ground/model';
import type { Keep } from '../cache/keep.ts';
import { type KnownConclusion, knownTree, type Manifest } from '../cache/manifest.ts';
import { conclude, declaredBy, knowledgeOf, type PathFacts, tidied } from '../conclude.ts';
import { isSettled } from '../read/file-reader.ts';
import { type Budgets, defaultBudgets, type ScanRequest, type ScanResult } from '../request.ts';
import { absentGaps } from '../walk/absent.ts';
import { Patterns } from '../walk/rules.ts';
import { walk, type Walked } from '../walk/walk.ts';
import { turn } from '../work/alone.ts';
import { prepare, type Prepared } from '../work/open.ts';
import type { RoundFile } from '../work/round.ts';
import { Harvest } from './harvest.ts';
import { keepFor } from './keep-for.ts';
import { Team } from './team.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';

/** Scans all files of a folder: walks, looks at what it does not know yet, concludes, and remembers. */
export async function scanTree(request: ScanRequest, root: string): Promise<ScanResult> {
  const startedAt = now();
  const gathered = await gatherTree(request, root);
  const { prepared, around, harvest, before, team, budgets, keep } = gathered;
  team.report('concluding', true);
  const conclusions = keptConclusions(harvest.unchanged) ?? concludeAll(prepared, harvest, before, budgets, team);
  const { rules, missing } = remember(gathered, conclusions);

  const findings = withFingerprints(conclusions.flatMap((conclusion) => conclusion.claims));
  const totals = harvest.totals();
  const gaps = [
    ...prepared.notLookedAt,
    ...team.gaps,
    ...around.gaps,
    ...missing.absent,
    ...harvest.gaps(),
    ...conclusions.flatMap((conclusion) => conclusion.notLookedAt),
  ];
  return {
    findings,
    knowledge: knowledgeOf(prepared, conclusions),
    scope: {
      ...declaredBy(prepared, rules),
      source: 'working-tree',
      coverage: { kind: 'everything' },
      files: totals.files,
      bytes: totals.bytes,
      notLookedAt: tidied(gaps),
    },
    description: describe(around),
    startedAt,
    finishedAt: now(),
    stats: {
      ...totals,
      seconds: (Date.now() - gathered.started) / 1000,
      threads: team.threads,
      ...(keep === undefined
        ? { cacheUnavailable: 'off' }
        : keep.unavailable === undefined
          ? {}
          : { cacheUnavailable: keep.unavailable }),
    },
  };
}

/** By the analyzer's number, the facts of all files of a folder as they are now; remembered, but nothing is concluded from them. */
export async function factsOfTree(request: ScanRequest, root: string): Promise<readonly (readonly PathFacts[])[]> {
  const gathered = await gatherTree(request, root);
  const { harvest, prepared } = gathered;
  remember(
    gathered,
    harvest.unchanged?.conclusions ?? prepared.analyzers.map(() => ({ facts: '', claims: [], notLookedAt: [] })),
  );
  return harvest.facts(prepared.analyzers.length);
}

interface Gathered {
  readonly prepared: Prepared;
  readonly budgets: Budgets;
  readonly around: Surroundings;
  readonly factsDigest: Digest;
  readonly keep: Keep | undefined;
  readonly before: Manifest | undefined;
  readonly harvest: Harvest;
  readonly team: Team;
  readonly exclude: readonly string[];
  /** Milliseconds since 1970. */
  readonly started: number;
}

/** Walks, and looks at what is not known yet. */
async function gatherTree(request: ScanRequest, root: string): Promise<Gathered> {
  const started = Date.now();
  const budgets = { ...defaultBudgets, ...request.budgets };
  const prepared = await prepare(request.analyzers, request.projectKey, request.own);
  const around = surroundingsOf(root, [request.exclude, budgets.depth]);
  const factsDigest = digestJson([prepared.factsDigest, budgets]);
  const keep = keepFor(request, around, prepared);
  const before = sameFacts(keep?.load(), factsDigest);

  const walked: Walked = { folders: [], paths: [], known: [], unchanged: [], files: 0, changed: false };
  const harvest = new Harvest(walked, before);
  const team = new Team(request, prepared, budgets, around.root, harvest);
  try {
    await walkAndFeed(request, around, budgets, before, walked, team);
    await team.finish();
  } finally {
    await team.stop();
  }
  return { prepared, budgets, around, factsDigest, keep, before, harvest, team, started, exclude: request.exclude };
}

/** Keeps what the next scan is to know. */
function remember(
  { around, before, harvest, team, keep, factsDigest, started, exclude }: Gathered,
  conclusions: readonly KnownConclusion[],
): { rules: Manifest['rules']; missing: Pick<Manifest, 'absent' | 'hasUnwatched'> } {
  const rules = team.rules ?? before?.rules ?? team.open().rules;
  const missing = missingFiles(around, before, harvest.unchanged, exclude);
  // An analyzer that did not open, or an index that was not read, must be told of next time too.
  const isWhole = team.gaps.length === 0 && around.gaps.length === 0;
  if (harvest.unchanged === undefined && isWhole) {
    const own = { factsDigest, context: around.context, rules, ...missing };
    keep?.save(harvest.manifest(own, conclusions, (time) => isSettled(time, started)));
  }
  return { rules, missing };
}

/** Those of a tree in which nothing changed; not one that failed, which may fare better now. */
function keptConclusions(unchanged: Manifest | undefined): readonly KnownConclusion[] | undefined {
  return unchanged?.conclusions.every(({ facts }) => facts !== '') === true ? unchanged.conclusions : undefined;
}

/** Without reading the index again where it is known to have none that could be missing. */
function missingFiles(
  around: Surroundings,
  before: Manifest | undefined,
  unchanged: Manifest | undefined,
  exclude: readonly string[],
): Pick<Manifest, 'absent' | 'hasUnwatched'> {
  if (unchanged !== undefined) return { absent: unchanged.absent, hasUnwatched: unchanged.hasUnwatched };
  if (before?.context === around.context && !before.hasUnwatched) return { absent: [], hasUnwatched: false };
  const { unwatched } = around.tracked();
  const absent = absentGaps(around.root, unwatched, new Patterns(exclude, 'selvedge.yaml'));
  return { absent, hasUnwatched: unwatched.length > 0 };
}

function concludeAll(
  prepared: Prepared,
  harvest: Harvest,
  before: Manifest | undefined,
  budgets: Budgets,
  team: Team,
): KnownConclusion[] {
  return conclude({
    prepared,
    facts: harvest.facts(prepared.analyzers.length),
    known: before?.conclusions ?? [],
    limitMs: budgets.concludeMs,
    open: () => team.open(),
  });
}

async function walkAndFeed(
  request: ScanRequest,
  around: Surroundings,
  budgets: Budgets,
  before: Manifest | undefined,
  walked: Walked,
  team: Team,
): Promise<void> {
  const steps = walk(
    {
      root: around.root,
      prefix: around.prefix,
      rules: around.rules,
      exclude: new Patterns(request.exclude, 'selvedge.yaml'),
      tracked: around.tracked,
      depth: budgets.depth,
      ...(before === undefined ? {} : { known: knownTree(before, around.context) }),
    },
    walked,
  );
  let seen = 0;
  let waiting: RoundFile[] = [];
  const gather = (): void => {
    for (; seen < walked.paths.length; seen++)
      if (walked.unchanged[seen] !== 1) waiting.push(fileOf(seen, walked, before));
  };
  let breath = Date.now();
  for (const _ of steps) {
    gather();
    if (waiting.length >= team.worthHiring) {
      if (await team.hire()) {
        team.add(waiting);
        waiting = [];
      }
    }
    if (Date.now() - breath < 50) continue;
    team.report('walking', false, walked.files);
    await turn();
    request.signal?.throwIfAborted();
    breath = Date.now();
  }
  gather();
  team.seen = walked.files;
  await team.workOn(waiting);
}

function fileOf(number: number, walked: Walked, before: Manifest | undefined): RoundFile {
  const path = walked.paths[number]!;
  const row = walked.known[number]!;
  if (before === undefined || row < 0) return { number, path, skip: 0, gaps: [] };
  return { number, path, skip: 0, gaps: [], known: before.digests.subarray(row * 32, row * 32 + 32) };
}

function sameFacts(manifest: Manifest | undefined, factsDigest: string): Manifest | undefined {
  return manifest?.factsDigest === factsDigest ? manifest : undefined;
}

function describe({ root, repository }: Surroundings): SourceDescription {
  return { kind: 'working-tree', root, ...(repository === undefined ? {} : headOf(root)) };
}
