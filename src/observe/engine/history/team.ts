import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { NotLookedAt } from '#ground/model';
import type { ScanRequest } from '../request.ts';
import { turn } from '../work/alone.ts';
import type { Opened, Prepared } from '../work/open.ts';
import { beatAt, type Harvested, HistoryHand, type HistoryStart, type Job } from './hand.ts';
import type { JobMessage } from './worker.ts';

/** Packs smaller than this are read before a worker has started. */
const worthThreads = 16 * 1024 * 1024;
const mostThreads = 4;
/** Unpacking one text from a slow disk may take so long: milliseconds. */
const patience = 20_000;
/** The event loop gets a turn, and the caller is told how far it is, at least this often: milliseconds. */
const every = 50;

/** Those who do the work of a history scan: threads, or this one. */
export class HistoryTeam {
  readonly threads: number;
  private readonly start: HistoryStart;
  private readonly workers: Worker[] = [];
  private readonly hand: HistoryHand | undefined;
  private readonly tell: () => void;
  private readonly signal: AbortSignal | undefined;

  constructor(request: ScanRequest, start: HistoryStart, prepared: Prepared, opened: Opened, tell: () => void) {
    this.start = start;
    this.tell = tell;
    this.signal = request.signal;
    this.threads = threadsFor(request, start);
    if (this.threads === 0 || request.worker === undefined) {
      this.threads = 0;
      this.hand = new HistoryHand(start, prepared, opened);
      return;
    }
    for (let i = 0; i < this.threads; i++) {
      // What a thread makes is short-lived: a larger nursery would only take memory.
      const resourceLimits = { maxOldGenerationSizeMb: start.budgets.heapMiB, maxYoungGenerationSizeMb: 16 };
      const worker = new Worker(request.worker, { workerData: start, resourceLimits, name: `selvedge-history-${i}` });
      worker.on('error', () => undefined); // its end is what counts
      this.workers.push(worker);
    }
  }

  /** Has a job done. What a thread was at that ended is a gap, and the others go on with the rest. */
  async do(task: Job['task'], roots: Int32Array): Promise<readonly Harvested[]> {
    const cursor = new Int32Array(new SharedArrayBuffer(4 * (1 + 2 * Math.max(1, this.threads))));
    const job: Job = { task, roots, cursor };
    if (this.hand !== undefined) return [await this.alone(this.hand, job)];
    const watch = new Watch(this.workers, cursor, this.start.budgets.fileMs * 1.5 + patience);
    const timer = setInterval(() => {
      this.tell();
      watch.look();
    }, every);
    const aborted = new Promise<never>((_, reject) => {
      this.signal?.addEventListener('abort', () => reject(this.signal!.reason as Error), { once: true });
    });
    try {
      const all = Promise.all(this.workers.map((worker, i) => harvestOf(worker, { job, thread: i + 1 })));
      const harvests = await Promise.race([all, aborted]);
      return harvests.map((harvest, i) => harvest ?? lost(job, i + 1));
    } finally {
      clearInterval(timer);
    }
  }

  async stop(): Promise<void> {
    this.hand?.close();
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private async alone(hand: HistoryHand, job: Job): Promise<Harvested> {
    const work = hand.work(job, 1, false);
    let last = performance.now();
    for (let step = work.next(); ; step = work.next()) {
      if (step.done === true) return step.value;
      if (performance.now() - last < every) continue;
      this.tell();
      await turn();
      this.signal?.throwIfAborted();
      last = performance.now();
    }
  }
}

/** Ends threads that do not go on. */
class Watch {
  private readonly workers: readonly Worker[];
  private readonly cursor: Int32Array;
  private readonly limit: number;
  private readonly seen: { beat: number; since: number }[];

  constructor(workers: readonly Worker[], cursor: Int32Array, limit: number) {
    this.workers = workers;
    this.cursor = cursor;
    this.limit = limit;
    this.seen = workers.map(() => ({ beat: -1, since: performance.now() }));
  }

  look(): void {
    const now = performance.now();
    for (const [i, worker] of this.workers.entries()) {
      const beat = Atomics.load(this.cursor, beatAt(this.cursor, i + 1));
      const isAtWork = Atomics.load(this.cursor, i + 1) !== 0;
      if (!isAtWork || beat !== this.seen[i]!.beat) this.seen[i] = { beat, since: now };
      else if (now - this.seen[i]!.since > this.limit) void worker.terminate();
    }
  }
}

function threadsFor({ threads, worker }: ScanRequest, { table }: HistoryStart): number {
  if (worker === undefined) return 0;
  if (threads !== undefined) return Math.min(threads, mostThreads);
  const bytes = table.packs.reduce((sum, { first, end }) => sum + (end > first ? table.ends[end - 1]! : 0), 0);
  return bytes < worthThreads ? 0 : Math.min(availableParallelism(), mostThreads);
}

/** Undefined when the worker ended before it was done. */
function harvestOf(worker: Worker, message: JobMessage): Promise<Harvested | undefined> {
  // One that ended before has no number any more.
  if (worker.threadId === -1) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const settle = (harvest: Harvested | undefined): void => {
      worker.off('message', settle);
      worker.off('exit', ended);
      resolve(harvest);
    };
    const ended = (): void => settle(undefined);
    worker.on('message', settle);
    worker.on('exit', ended);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    worker.postMessage(message);
  });
}

/** What a worker that ended had found is lost with it, and nothing tells which texts those were. */
function lost({ roots, cursor }: Job, thread: number): Harvested {
  const at = Atomics.load(cursor, thread);
  const where = at === 0 ? '' : ` at object ${roots[at - 1]}`;
  const gap: NotLookedAt = {
    reason: 'analyzer-failed',
    detail: `a thread that looked at history ended${where}; what it had looked at is not known`,
    expected: false,
  };
  return { failures: [], gaps: [gap], found: [] };
}
