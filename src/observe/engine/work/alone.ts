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

/** The file of a round that nobody came back from, and the number of the analyzer that had it; -1: reading it. */
export interface Culprit {
  readonly file: number;
  readonly analyzer: number;
}

/** Gives the event loop a turn at least this often, in milliseconds. */
const sliceMs = 80;
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
    const { reports, culprit } = this.workOn(round);
    const taken = Math.min(round.count, round.taken);
    for (const report of reports) round.report(report.file);
    const lost = culprit === undefined ? [] : this.lost(round, files.slice(0, taken), reports, culprit);
    this.options.onRound({
      round,
      files: files.slice(0, taken),
      reports: new Map(reports.map((report) => [report.file, report])),
    });
    for (let done = 0; done < lost.length;) done += this.slice(lost.slice(done));
    return taken;
  }

  /** Takes files of a round for a slice of time. `culprit`: the one, and the analyzer's number, that it was torn out of. */
  workOn(round: Round): { readonly reports: Report[]; readonly culprit?: Culprit } {
    const reports: Report[] = [];
    const end = performance.now() + sliceMs;
    const hand = (this.hand ??= this.open());
    const outcome = guarded(
      () => hand.work(round, reports, () => performance.now() > end),
      sliceMs + this.options.budgets.fileMs * 1.5 + 500,
    );
    if (outcome === 'done') return { reports };
    const culprit = this.benches.at(0) ?? { file: Math.min(round.count, round.taken) - 1, analyzer: -1 };
    // A session that was torn out of its work may be in any state.
    this.hand = this.open(true);
    this.benches.rest(0);
    return { reports, culprit };
  }

  /** What was taken and never counted, as it is tried again, if it is. */
  private lost(round: Round, taken: readonly RoundFile[], reports: Report[], { file, analyzer }: Culprit): RoundFile[] {
    const ids = this.options.prepared.analyzers.map((each) => each.id);
    const pending = taken.flatMap((each, i) => (round.state(i) === fileStates.pending ? [i] : []));
    return pending.flatMap((i) => {
      if (i !== file) return [taken[i]!];
      const without = withoutCulprit(taken[i]!, analyzer, 'timed-out', ids);
      if (analyzer >= 0) return [without];
      round.report(i);
      reports.push({ file: i, facts: [], notLookedAt: without.gaps, unsettled: true });
      return [];
    });
  }

  private open(again = false): Hand {
    const { root, prepared, budgets, hashing } = this.options;
    const { sessions } = again ? this.options.reopen() : this.options.open();
    return new Hand({
      root,
      examiner: new Examiner(prepared.analyzers, sessions, budgets),
      benches: this.benches,
      bench: 0,
      hashing,
      fileBytes: budgets.fileBytes,
    });
  }
}
