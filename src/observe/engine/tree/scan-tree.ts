import { availableParallelism } from 'node:os';
import { headOf } from '#ground/git';
import { cacheHome } from '#ground/places';
import { digestJson, type NotLookedAt, now, type SourceDescription, withFingerprints } from '#ground/model';
import { Keep } from '../cache/keep.ts';
import { type KnownConclusion, knownTree, type Manifest } from '../cache/manifest.ts';
import { conclude, declaredBy, tidied } from '../conclude.ts';
import { type Budgets, defaultBudgets, type Progress, type ScanRequest, type ScanResult } from '../request.ts';
import { Patterns } from '../walk/rules.ts';
import { walk, type Walked } from '../walk/walk.ts';
import { Alone, turn } from '../work/alone.ts';
import type { Crew, CrewOptions } from '../work/crew.ts';
import { openSessions, type Opened, prepare, type Prepared } from '../work/open.ts';
import type { RoundFile } from '../work/round.ts';
import { Harvest } from './harvest.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';

/** Scans all files of a folder: walks, looks at what it does not know yet, concludes, and remembers. */
export async function scanTree(request: ScanRequest, root: string): Promise<ScanResult> {
  const startedAt = now();
  const started = Date.now();
  const budgets = { ...defaultBudgets, ...request.budgets };
  const prepared = await prepare(request.analyzers, request.projectKey);
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
  team.report('concluding', true);

  const conclusions = keptConclusions(harvest.unchanged) ?? concludeAll(prepared, harvest, before, budgets, team);
  const rules = team.rules ?? before?.rules ?? team.open().rules;
  if (harvest.unchanged === undefined)
    keep?.save(harvest.manifest({ factsDigest, context: around.context, rules }, conclusions, settledBefore(started)));

  const findings = withFingerprints(conclusions.flatMap((conclusion) => conclusion.claims));
  const totals = harvest.totals();
  const gaps = [
    ...prepared.notLookedAt,
    ...team.gaps,
    ...around.gaps,
    ...harvest.gaps(),
    ...conclusions.flatMap((conclusion) => conclusion.notLookedAt),
  ];
  return {
    findings,
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
      seconds: (Date.now() - started) / 1000,
      threads: team.threads,
      ...(keep === undefined
        ? { cacheUnavailable: 'off' }
        : keep.unavailable === undefined
          ? {}
          : { cacheUnavailable: keep.unavailable }),
    },
  };
}

/** Those of a tree in which nothing changed; not one that failed, which may fare better now. */
function keptConclusions(unchanged: Manifest | undefined): readonly KnownConclusion[] | undefined {
  return unchanged?.conclusions.every(({ facts }) => facts !== '') === true ? unchanged.conclusions : undefined;
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

/** Files for one round: enough to keep all threads busy, few enough to lose little with a worker. */
const roundFiles = 1024;
/** With so many files waiting, workers are worth their start before anything is measured. */
const crewFiles = 4096;

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
    if (waiting.length >= crewFiles || (team.threads > 0 && waiting.length >= roundFiles)) {
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

/** Whoever does the work: this thread while it is little, a crew of workers when it is much. */
class Team {
  private readonly request: ScanRequest;
  private readonly prepared: Prepared;
  private readonly budgets: Budgets;
  private readonly root: string;
  private readonly harvest: Harvest;
  private crew: Crew | undefined;
  private opened: Opened | undefined;
  private told = 0;
  /** Threads of the crew, once there is one. */
  threads = 0;
  /** Files to look at, as far as they are known. */
  seen = 0;
  rules: readonly (readonly string[])[] | undefined;
  readonly gaps: NotLookedAt[] = [];

  constructor(request: ScanRequest, prepared: Prepared, budgets: Budgets, root: string, harvest: Harvest) {
    this.request = request;
    this.prepared = prepared;
    this.budgets = budgets;
    this.root = root;
    this.harvest = harvest;
  }

  private get mayHire(): boolean {
    return this.request.worker !== undefined && this.request.threads !== 0;
  }

  /** False where there are to be no threads. */
  async hire(): Promise<boolean> {
    const { worker, threads = availableParallelism() } = this.request;
    if (this.crew !== undefined) return true;
    if (worker === undefined || threads < 1) return false;
    this.threads = Math.min(threads, 16);
    const { analyzers, assets } = this.prepared;
    const start = {
      root: this.root,
      analyzers: analyzers.map((analyzer) => analyzer.id),
      assets,
      projectKey: this.request.projectKey,
      budgets: this.budgets,
    };
    const options: CrewOptions = {
      worker,
      threads: this.threads,
      start,
      onRound: (round) => this.harvest.add(round),
      onOpened: (opened) => this.note(opened),
      onGaps: (gaps) => this.gaps.push(...gaps),
    };
    const { Crew } = await import('../work/crew.ts');
    this.crew = new Crew(options);
    return true;
  }

  add(files: readonly RoundFile[]): void {
    for (let at = 0; at < files.length; at += roundFiles) this.crew?.add(files.slice(at, at + roundFiles));
  }

  /** In this thread first; what would take longer than workers take to start is left to them. */
  async workOn(files: readonly RoundFile[]): Promise<void> {
    if (files.length === 0) return;
    if (this.crew !== undefined || (files.length >= crewFiles && (await this.hire()))) {
      this.add(files);
      return;
    }
    const { prepared, budgets, root, request } = this;
    const alone = new Alone({
      root,
      prepared,
      budgets,
      open: () => this.open(),
      reopen: () => this.open(true),
      onRound: (round) => this.harvest.add(round),
    });
    const since = Date.now();
    const left = await alone.work(files, (done) => {
      request.signal?.throwIfAborted();
      this.report('scanning');
      const spent = Date.now() - since;
      return this.mayHire && done < files.length && spent > 50 && (spent / done) * (files.length - done) > 150;
    });
    if (left.length > 0) await this.hire();
    this.add(left);
  }

  async finish(): Promise<void> {
    const { crew } = this;
    if (crew === undefined) return;
    const { signal } = this.request;
    const ticking = setInterval(() => this.report('scanning'), 100);
    const { promise: aborted, resolve: stop } = Promise.withResolvers<void>();
    const onAbort = (): void => stop();
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await Promise.race([crew.done(), aborted]);
      signal?.throwIfAborted();
    } finally {
      clearInterval(ticking);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async stop(): Promise<void> {
    await this.crew?.stop();
  }

  /** Sessions in this thread, opened once. */
  open(again = false): Opened {
    if (this.opened === undefined || again) {
      this.opened = openSessions(this.prepared.analyzers, this.prepared.assets, this.request.projectKey);
      this.note(this.opened);
    }
    return this.opened;
  }

  report(phase: Progress['phase'], always = false, seen = this.seen): void {
    const time = Date.now();
    if (this.request.onProgress === undefined || (!always && time - this.told < 100)) return;
    this.told = time;
    const crew = this.crew?.progress();
    const current = crew?.current;
    const filesDone = this.harvest.done + (crew?.done ?? 0);
    this.request.onProgress({
      phase,
      filesSeen: seen,
      filesDone,
      bytes: this.harvest.bytes + (crew?.bytes ?? 0),
      findings: this.harvest.striking,
      ...(current === undefined ? {} : { current }),
    });
  }

  private note(opened: Omit<Opened, 'sessions'>): void {
    this.rules ??= opened.rules;
    this.gaps.push(...opened.notLookedAt);
  }
}

function keepFor(request: ScanRequest, around: Surroundings, prepared: Prepared): Keep | undefined {
  if (request.cache === false) return undefined;
  return new Keep(
    request.cache?.home ?? cacheHome(),
    around.root,
    prepared.analyzers.map((analyzer) => analyzer.id),
  );
}

function sameFacts(manifest: Manifest | undefined, factsDigest: string): Manifest | undefined {
  return manifest?.factsDigest === factsDigest ? manifest : undefined;
}

/** File systems stamp with the kernel's tick, or with whole seconds: what is younger could change again under the same stamp. */
function settledBefore(start: number): (time: number) => boolean {
  return (time) => time < start - (Number.isInteger(time / 1000) ? 2100 : 100);
}

function describe({ root, repository }: Surroundings): SourceDescription {
  return { kind: 'working-tree', root, ...(repository === undefined ? {} : headOf(root)) };
}
