import { Worker } from 'node:worker_threads';
import type { NotLookedAt, NotLookedAtReason } from '#ground/model';
import type { Alone } from './alone.ts';
import { withoutCulprit } from './retry.ts';
import { Benches, fileStates, type FinishedRound, type Report, Round, type RoundFile } from './round.ts';
import type { Opened } from './open.ts';
import type { RoundMessage, WorkerMessage, WorkerStart } from './worker.ts';

export interface CrewOptions {
  readonly worker: URL;
  readonly threads: number;
  readonly start: Omit<WorkerStart, 'benches' | 'bench'>;
  onRound(finished: FinishedRound): void;
  onOpened(opened: Omit<Opened, 'sessions'>): void;
  /** Files that nobody could be found to look at. */
  onGaps(gaps: readonly NotLookedAt[]): void;
}

interface Member {
  readonly bench: number;
  readonly worker: Worker;
  opened: boolean;
  /** The watchdog's memory: the step that it saw last, and when it saw it first. */
  step: number;
  since: number;
  ending: NotLookedAtReason;
}

interface OpenRound {
  readonly round: Round;
  readonly files: readonly RoundFile[];
  readonly reports: Map<number, Report>;
  readonly members: Set<number>;
  readonly culprits: Map<number, { readonly analyzer: number; readonly reason: NotLookedAtReason }>;
}

/** Ends that are made up for by a new worker; after so many the input is not worth more. */
const mostReplacements = 32;
/** Reading one file, or starting a worker, may take so long on a slow network or machine. */
const patienceMs = 30_000;

/**
 * Worker threads, and the watchdog over them: a worker that dies or does not come back from a file is replaced, the
 * analyzer that it was in gets that file no more, and what else it had not reported is looked at again.
 */
export class Crew {
  private readonly options: CrewOptions;
  private readonly benches: Benches;
  private readonly members = new Map<number, Member>();
  private readonly rounds = new Map<number, OpenRound>();
  private readonly watchdog: NodeJS.Timeout;
  private nextRound = 0;
  private nextBench = 0;
  private waiting: (() => void) | undefined;

  constructor(options: CrewOptions) {
    this.options = options;
    this.benches = Benches.for(options.threads + mostReplacements);
    for (let i = 0; i < options.threads; i++) this.hire();
    this.watchdog = setInterval(() => this.watch(), 100);
  }

  /** Hands files to whoever is free. */
  add(files: readonly RoundFile[]): void {
    if (files.length === 0) return;
    if (this.members.size === 0 && !this.hire()) {
      this.options.onGaps(
        files.flatMap(({ path, gaps }) => [
          ...gaps,
          { path, reason: 'analyzer-failed', detail: 'too many workers ended before it was its turn', expected: false },
        ]),
      );
      return;
    }
    const number = this.nextRound++;
    const round = Round.of(files);
    this.rounds.set(number, {
      round,
      files,
      reports: new Map(),
      members: new Set(this.members.keys()),
      culprits: new Map(),
    });
    for (const member of this.members.values())
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
      member.worker.postMessage({ round: number, shared: round.shared } satisfies RoundMessage);
  }

  /** The caller's thread takes part for a slice of time. False when there is nothing left to take. */
  help(alone: Alone): boolean {
    for (const open of this.rounds.values()) {
      if (open.round.taken >= open.round.count) continue;
      const { reports, culprit } = alone.workOn(open.round);
      for (const report of reports) if (open.round.report(report.file)) open.reports.set(report.file, report);
      if (culprit !== undefined) open.culprits.set(culprit.file, { analyzer: culprit.analyzer, reason: 'timed-out' });
      return true;
    }
    return false;
  }

  /** Resolves when everything that was added is done. */
  async done(): Promise<void> {
    if (this.rounds.size > 0) await new Promise<void>((resolve) => (this.waiting = resolve));
  }

  async stop(): Promise<void> {
    clearInterval(this.watchdog);
    const workers = [...this.members.values()].map((member) => member.worker);
    this.members.clear();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  /** Done and read so far in rounds that are still open. */
  progress(): { done: number; bytes: number; current: string | undefined } {
    let done = 0;
    let bytes = 0;
    for (const { round } of this.rounds.values()) {
      done += round.done;
      bytes += round.kibibytes * 1024;
    }
    const [member] = this.members.values();
    const at = member === undefined ? undefined : this.benches.at(member.bench);
    const [open] = this.rounds.values();
    return {
      done,
      bytes,
      current:
        at === undefined || open === undefined || at.file >= open.round.count ? undefined : open.round.path(at.file),
    };
  }

  private hire(): boolean {
    if (this.nextBench >= this.options.threads + mostReplacements) return false;
    const bench = this.nextBench++;
    const { heapMiB } = this.options.start.budgets;
    const workerData: WorkerStart = { ...this.options.start, benches: this.benches.shared, bench };
    const worker = new Worker(this.options.worker, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: heapMiB },
      name: `selvedge-scan-${bench}`,
    });
    const member: Member = {
      bench,
      worker,
      opened: false,
      step: -1,
      since: performance.now(),
      ending: 'analyzer-failed',
    };
    this.members.set(bench, member);
    worker.on('message', (message: WorkerMessage) => this.hear(member, message));
    worker.on('error', (error) => {
      if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') member.ending = 'out-of-memory';
    });
    worker.on('exit', () => this.bury(member));
    return true;
  }

  private hear(member: Member, message: WorkerMessage): void {
    if (message.kind === 'opened') {
      member.opened = true;
      this.options.onOpened(message);
      return;
    }
    const open = this.rounds.get(message.round);
    if (open === undefined) return;
    for (const report of message.reports) if (open.round.report(report.file)) open.reports.set(report.file, report);
    if (message.finished) this.leave(message.round, open, member.bench);
  }

  private bury(member: Member): void {
    // Not when the crew was stopped.
    if (!this.members.delete(member.bench)) return;
    const at = this.benches.at(member.bench);
    const mine = [...this.rounds].filter(([, open]) => open.members.has(member.bench));
    // Rounds are worked on in order, so that what it was at belongs to the first.
    if (at !== undefined) mine[0]?.[1].culprits.set(at.file, { analyzer: at.analyzer, reason: member.ending });
    if (this.members.size < this.options.threads) this.hire();
    for (const [number, open] of mine) this.leave(number, open, member.bench);
  }

  private leave(number: number, open: OpenRound, bench: number): void {
    open.members.delete(bench);
    if (open.members.size > 0) return;
    this.rounds.delete(number);
    const again = retries(open, this.options.start.analyzers);
    this.options.onRound(open);
    this.add(again);
    if (this.rounds.size === 0) this.waiting?.();
  }

  private watch(): void {
    const now = performance.now();
    for (const member of this.members.values()) {
      const at = this.benches.at(member.bench);
      if (at === undefined ? member.opened : at.step !== member.step) {
        member.step = at?.step ?? -1;
        member.since = now;
        continue;
      }
      const limit = at === undefined || at.analyzer === -1 ? patienceMs : this.options.start.budgets.fileMs * 1.5 + 500;
      if (now - member.since < limit) continue;
      member.ending = 'timed-out';
      void member.worker.terminate();
    }
  }
}

/** What nobody reported: to be looked at again, but not by the analyzer that did not come back from it. */
function retries(open: OpenRound, analyzers: readonly string[]): RoundFile[] {
  const again: RoundFile[] = [];
  open.files.forEach((file, i) => {
    if (open.round.state(i) !== fileStates.pending) return;
    const culprit = open.culprits.get(i);
    if (culprit === undefined) {
      again.push(file);
      return;
    }
    const withCulprit = withoutCulprit(file, culprit.analyzer, culprit.reason, analyzers);
    if (culprit.analyzer >= 0) again.push(withCulprit);
    // Reading itself did not come back: trying again would not either.
    else if (open.round.report(i))
      open.reports.set(i, { file: i, facts: [], notLookedAt: withCulprit.gaps, unsettled: true });
  });
  return again;
}
