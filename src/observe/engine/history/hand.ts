import { type ObjectTable, type TreeGraph, TreeReader, type UnpackFailure, Unpacker } from '#ground/git';
import type { NotLookedAt } from '#ground/model';
import type { Budgets, OwnSettings } from '../request.ts';
import type { Opened, Prepared } from '../work/open.ts';
import { type Extracted, Extracting } from './extracting.ts';
import { type Marks, Skimming } from './skimming.ts';

/** Given to each thread when it starts. Typed arrays in it are shared memory. */
export interface HistoryStart {
  readonly kind: 'history';
  readonly table: ObjectTable;
  readonly packsWasm: Uint8Array;
  readonly analyzers: readonly string[];
  readonly assets: ReadonlyMap<string, Uint8Array>;
  readonly own: OwnSettings;
  readonly projectKey: string;
  readonly budgets: Budgets;
  readonly memoryBytes: number;
  readonly marks: Marks;
  /** What all threads together have done; see `counters`. */
  readonly counts: Int32Array;
}

export const counters = { texts: 0, kibibytes: 1, length: 2 } as const;

/** What is to be done with objects that are no deltas, and their deltas; each thread takes the next root. */
export interface Job {
  readonly task:
    | { readonly kind: 'skim' }
    | { readonly kind: 'trees' }
    | {
        readonly kind: 'extract';
        readonly needed: Uint8Array;
        readonly paths: ReadonlyMap<number, readonly string[]>;
        /** Where what is looked for stands, for texts of which only that is to be extracted. */
        readonly spots: ReadonlyMap<number, Uint32Array>;
      };
  readonly roots: Int32Array;
  /**
   * The place of the next root; then for each thread (from 1) that of the root that it is at, plus one; then, behind those, a number for
   * each that grows as it goes on, where somebody watches it.
   */
  readonly cursor: Int32Array;
}

type Failures = readonly (readonly [object: number, failure: UnpackFailure])[];

/** What one thread found in a job. */
export interface Harvested {
  readonly failures: Failures;
  readonly gaps: readonly NotLookedAt[];
  readonly found: readonly Extracted[];
  readonly trees?: TreeGraph;
  readonly live?: Skimming['live'];
}

/** One thread's part of a history scan. */
export class HistoryHand {
  private readonly start: HistoryStart;
  private readonly prepared: Prepared;
  private readonly opened: Opened;
  private readonly unpacker: Unpacker;

  constructor(start: HistoryStart, prepared: Prepared, opened: Opened) {
    this.start = start;
    this.prepared = prepared;
    this.opened = opened;
    const limits = { objectBytes: start.budgets.fileBytes, memoryBytes: start.memoryBytes };
    this.unpacker = new Unpacker(start.table, start.packsWasm, limits);
  }

  close(): void {
    this.unpacker.close();
  }

  /** Stops after each root, so that its caller may do something else. */
  *work({ task, roots, cursor }: Job, thread: number, isWatched: boolean): Generator<void, Harvested> {
    const beat = isWatched ? () => void Atomics.add(cursor, beatAt(cursor, thread), 1) : undefined;
    const { look, harvested } = this.looking(task, beat);
    for (;;) {
      const next = Atomics.add(cursor, 0, 1);
      if (next >= roots.length) break;
      Atomics.store(cursor, thread, next + 1);
      beat?.();
      look(roots[next]!);
      yield;
    }
    Atomics.store(cursor, thread, 0);
    return harvested();
  }

  private looking(
    task: Job['task'],
    beat: (() => void) | undefined,
  ): { look: (root: number) => void; harvested: () => Harvested } {
    const { table, marks, budgets, projectKey } = this.start;
    if (task.kind === 'skim')
      return this.skimming(new Skimming(table, this.unpacker, this.opened.sessions, marks, beat));
    if (task.kind === 'trees') {
      const reader = new TreeReader(table, marks.isLive);
      return {
        look: (root) => reader.read(root, this.unpacker),
        harvested: () => ({ failures: [], gaps: [], found: [], trees: reader.graph() }),
      };
    }
    const from = { prepared: this.prepared, projectKey, budgets, beat };
    const extracting = new Extracting(table, this.unpacker, this.opened, from);
    return { look: (root) => extracting.look(root, task), harvested: () => extracting };
  }

  private skimming(skimming: Skimming): { look: (root: number) => void; harvested: () => Harvested } {
    const { counts } = this.start;
    let texts = 0;
    let kibibytes = 0;
    return {
      look: (root) => {
        skimming.look(root);
        Atomics.add(counts, counters.texts, skimming.texts - texts);
        texts = skimming.texts;
        const whole = Math.ceil(skimming.bytes / 1024);
        Atomics.add(counts, counters.kibibytes, whole - kibibytes);
        kibibytes = whole;
      },
      harvested: () => ({ failures: skimming.failures, gaps: [], found: [], live: skimming.live }),
    };
  }
}

/** Where a thread says that it goes on. */
export function beatAt(cursor: Int32Array, thread: number): number {
  return (cursor.length - 1) / 2 + thread;
}

/** Objects of a kind that are no deltas, in shared memory. */
export function rootsOf(
  table: ObjectTable,
  kind: number,
  isWanted: (object: number) => boolean = () => true,
): Int32Array {
  const roots: number[] = [];
  for (let i = 0; i < table.count; i++)
    if (table.bases[i] === -1 && table.kinds[i] === kind && isWanted(i)) roots.push(i);
  const shared = new Int32Array(new SharedArrayBuffer(roots.length * 4));
  shared.set(roots);
  return shared;
}
