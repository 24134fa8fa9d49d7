import { availableParallelism } from 'node:os';
import type { NotLookedAt } from '#ground/model';
import type { Budgets, Progress, ScanRequest } from '../request.ts';
import { Alone, turn } from '../work/alone.ts';
import type { Crew, CrewOptions } from '../work/crew.ts';
import { makeReady, openSessions, type Opened, type Prepared } from '../work/open.ts';
import type { RoundFile } from '../work/round.ts';
import type { Harvest } from './harvest.ts';

/** Files for one round: enough to keep all threads busy, few enough to lose little with a worker. */
const roundFiles = 1024;
/** With so many files waiting, workers are worth their start before anything is measured. */
const crewFiles = 4096;

const mostWorkers = 16;

/** Whoever does the work: this thread while it is little, and a crew of workers beside it when it is much. */
export class Team {
  private readonly request: ScanRequest;
  private readonly prepared: Prepared;
  private readonly budgets: Budgets;
  private readonly root: string;
  private readonly harvest: Harvest;
  private crew: Crew | undefined;
  private self: Alone | undefined;
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

  /** So many waiting files are work for a crew. */
  get worthHiring(): number {
    if (this.crew !== undefined) return roundFiles;
    return (this.request.threads ?? 0) > 0 ? 1 : crewFiles;
  }

  /** Workers of a crew: beside this thread, unless it was said how many there are to be. */
  private get workers(): number {
    if (this.request.worker === undefined) return 0;
    return Math.min(this.request.threads ?? availableParallelism() - 1, mostWorkers);
  }

  /** False where there are to be no threads. */
  async hire(): Promise<boolean> {
    const { worker } = this.request;
    if (this.crew !== undefined) return true;
    if (worker === undefined || this.workers < 1) return false;
    this.threads = this.workers;
    const { analyzers, assets, own } = this.prepared;
    const start = {
      root: this.root,
      analyzers: analyzers.map((analyzer) => analyzer.id),
      assets,
      own,
      projectKey: this.request.projectKey,
      budgets: this.budgets,
      hashing: this.hashing,
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
    if (this.crew !== undefined || (files.length >= this.worthHiring && (await this.hire()))) {
      this.add(files);
      return;
    }
    const { request } = this;
    await this.makeReady(files.map(({ path }) => path));
    const alone = this.alone();
    const since = Date.now();
    const left = await alone.work(files, (done) => {
      request.signal?.throwIfAborted();
      this.report('scanning');
      const spent = Date.now() - since;
      const left = files.length - done;
      // Of few files the first tells nothing about the others: a lockfile, and the manifest beside it.
      return this.workers > 0 && left > 3 && spent > 50 && (spent / done) * left > 150;
    });
    if (left.length > 0) await this.hire();
    this.add(left);
  }

  /** This thread as one that works: it takes part unless it was said how many others are to. */
  private alone(): Alone {
    const { root, prepared, budgets, hashing } = this;
    return (this.self ??= new Alone({
      root,
      prepared,
      budgets,
      hashing,
      open: () => this.open(),
      reopen: () => this.open(true),
      onRound: (round) => this.harvest.add(round),
    }));
  }

  async finish(): Promise<void> {
    const { crew } = this;
    if (crew === undefined) return;
    const { signal } = this.request;
    if (this.request.threads === undefined) {
      await this.makeReady();
      const alone = this.alone();
      while (crew.help(alone)) {
        await turn();
        signal?.throwIfAborted();
        this.report('scanning');
      }
    }
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

  private get hashing(): boolean {
    return this.request.cache !== false;
  }

  /** Sessions in this thread, opened once. */
  open(again = false): Opened {
    if (this.opened === undefined || again) {
      this.opened = openSessions(this.prepared, this.request.projectKey);
      this.note(this.opened);
    }
    return this.opened;
  }

  /** This thread, to extract from such files. */
  private async makeReady(paths?: readonly string[]): Promise<void> {
    this.gaps.push(...(await makeReady(this.prepared, paths)));
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
