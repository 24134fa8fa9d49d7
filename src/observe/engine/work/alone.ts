import { FileReader } from '../read/file-reader.ts';
import type { Budgets } from '../request.ts';
import { Examiner } from './examiner.ts';
import { guarded } from './guard.ts';
import { Hand } from './hand.ts';
import type { Opened, Prepared } from './open.ts';
import { withoutCulprit } from './retry.ts';
import { Benches, fileStates, type FinishedRound, type Report, Round, type RoundFile } from './round.ts';

export interface AloneOptions {
  readonly root: string;
  readonly prepared: Prepared;
  readonly budgets: Budgets;
  /** Whether contents are hashed, for the cache. */
  readonly hashing: boolean;
  /** Sessions in this thread; `reopen` after one was torn out of its work. */
  open(): Opened;
  reopen(): Opened;
  onRound(finished: FinishedRound): void;
}

/** Gives the event loop a turn at least this often, in milliseconds. */
const sliceMs = 40;
const roundFiles = 512;

/** Lets the event loop have a turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The work of a crew done in this thread, for jobs that are over before a worker has started. */
export class Alone {
  private readonly options: AloneOptions;
  private readonly benches = Benches.for(1);
  private hand: Hand | undefined;

  constructor(options: AloneOptions) {
    this.options = options;
  }

  /** Looks at files until all are done, or until `enough` says that others should go on. Returns those that are left. */
  async work(files: readonly RoundFile[], enough: (done: number) => boolean): Promise<readonly RoundFile[]> {
    let done = 0;
    while (done < files.length) {
      done += this.slice(files.slice(done, done + roundFiles));
      if (enough(done)) break;
      await turn();
    }
    return files.slice(done);
  }

  /** Works on as many as fit into a slice of time, and returns how many those were. */
  private slice(files: readonly RoundFile[]): number {
    const round = Round.of(files);
    const reports: Report[] = [];
    const end = performance.now() + sliceMs;
    const hand = (this.hand ??= this.open());
    const outcome = guarded(
      () => hand.work(round, reports, () => performance.now() > end),
      sliceMs + this.options.budgets.fileMs * 1.5 + 500,
    );
    const taken = Math.min(round.count, round.taken);
    for (const report of reports) round.report(report.file);
    const again = outcome === 'timed-out' ? this.torn(round, files, reports) : [];
    this.options.onRound({
      round,
      files: files.slice(0, taken),
      reports: new Map(reports.map((report) => [report.file, report])),
    });
    if (again.length > 0) this.slice(again);
    return taken;
  }

  /** The file that was not come back from, as it is tried again, if it is. */
  private torn(round: Round, files: readonly RoundFile[], reports: Report[]): RoundFile[] {
    const at = this.benches.at(0);
    // A session that was torn out of its work may be in any state.
    this.hand = this.open(true);
    this.benches.rest(0);
    if (at === undefined || round.state(at.file) !== fileStates.pending) return [];
    const ids = this.options.prepared.analyzers.map((analyzer) => analyzer.id);
    const without = withoutCulprit(files[at.file]!, at.analyzer, 'timed-out', ids);
    if (at.analyzer >= 0) return [without];
    round.report(at.file);
    reports.push({ file: at.file, facts: [], notLookedAt: without.gaps, unsettled: true });
    return [];
  }

  private open(again = false): Hand {
    const { root, prepared, budgets, hashing } = this.options;
    const { sessions } = again ? this.options.reopen() : this.options.open();
    return new Hand(
      new FileReader(root, budgets.fileBytes),
      new Examiner(prepared.analyzers, sessions, budgets),
      this.benches,
      0,
      hashing,
    );
  }
}
