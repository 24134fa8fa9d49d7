import type { AnalyzerEntry, Budgets, OwnSettings } from '../request.ts';
import type { HistoryStart } from '../history/hand.ts';
import { Examiner } from './examiner.ts';
import { Hand } from './hand.ts';
import { Assets } from './assets.ts';
import { makeReady, type Opened, openSessions } from './open.ts';
import { Benches, type Report, Round } from './round.ts';

/** Given to a worker when it starts. */
export interface WorkerStart {
  readonly root: string;
  /** In the order in which they are numbered. */
  readonly analyzers: readonly string[];
  readonly assets: ReadonlyMap<string, Uint8Array>;
  readonly own: OwnSettings;
  readonly projectKey: string;
  readonly budgets: Budgets;
  /** Whether contents are hashed, for the cache. */
  readonly hashing: boolean;
  readonly benches: SharedArrayBuffer;
  readonly bench: number;
}

export interface RoundMessage {
  readonly round: number;
  readonly shared: SharedArrayBuffer;
}

export type WorkerMessage =
  | ({ readonly kind: 'opened' } & Omit<Opened, 'sessions'>)
  | {
      readonly kind: 'reports';
      readonly round: number;
      readonly reports: readonly Report[];
      readonly finished: boolean;
    };

/** Reports are sent at least this often, so that what a worker had found is not lost with it. */
const reportEvery = 200;

/** The whole life of a worker: opens the analyzers that it is told to, then works on whatever round it is handed. */
export async function runWorker(entries: readonly AnalyzerEntry[]): Promise<void> {
  // Loaded here, since every scan loads this module, and few start threads.
  const { parentPort: port, workerData } = process.getBuiltinModule('node:worker_threads');
  if (port === null) throw new Error('runWorker must be called in a worker thread');
  const given = workerData as WorkerStart | HistoryStart; // what Crew or HistoryTeam hands over
  if ('kind' in given) {
    const { runHistoryWorker } = await import('../history/worker.ts');
    return await runHistoryWorker(entries, given, port);
  }
  const start = given;
  const analyzers = await Promise.all(start.analyzers.map((id) => entries.find((entry) => entry.id === id)!.load()));
  const assets = Assets.of(analyzers, start.assets);
  const unready = await makeReady({ analyzers, assets });
  const { sessions, notLookedAt, rules } = openSessions({ analyzers, assets, own: start.own }, start.projectKey);
  const send = (message: WorkerMessage): void => port.postMessage(message);
  send({ kind: 'opened', notLookedAt: [...unready, ...notLookedAt], rules });

  const hand = new Hand({
    root: start.root,
    examiner: new Examiner(analyzers, sessions, start.budgets),
    benches: new Benches(start.benches),
    bench: start.bench,
    hashing: start.hashing,
    fileBytes: start.budgets.fileBytes,
  });
  port.on('message', ({ round: number, shared }: RoundMessage) => {
    const round = new Round(shared);
    for (let more = true; more;) {
      const reports: Report[] = [];
      const since = performance.now();
      more = hand.work(round, reports, () => reports.length > 0 && performance.now() - since > reportEvery);
      send({ kind: 'reports', round: number, reports, finished: !more });
    }
  });
}
