import { setTimeout as sleep } from 'node:timers/promises';
import type { EntryId } from '#ground/model';
import type { Store, Transaction } from '#ground/store';
import { LedgerError } from './errors.ts';
import type { LogKeys, LogSigner } from './keys.ts';
import { openLog, readEdge, throwCorrupt } from './log.ts';
import {
  placeEntries,
  selectLog,
  selectPlaces,
  selectWaiting,
  tryLockLog,
  updateCheckpoint,
  upsertTiles,
} from './store.ts';
import type { RightEdge } from './tree.ts';
import { onWake } from './wake.ts';

export interface SequencerOptions {
  /** Milliseconds that a pass waits for more, so that it takes them together. Default 20. */
  readonly gather?: number;
  /** Milliseconds after which it looks by itself. Default 50 on a served store, where others write too; 500 on an embedded one. */
  readonly poll?: number;
  /** Entries of one pass. Default 4,096. */
  readonly batch?: number;
  /** A pass that failed; it is tried again. */
  readonly onError?: (error: unknown) => void;
}

/** Gives committed entries their place in the log. Any number may run on one database: one at a time works. */
export interface Sequencer {
  /**
   * The entry's index in the log, once a published checkpoint covers it.
   *
   * @throws LedgerError `not-sequenced` after `milliseconds` (default 10,000).
   */
  waitFor(entry: EntryId, milliseconds?: number): Promise<number>;
  /** Takes what waits, then stops. */
  stop(): Promise<void>;
}

/**
 * Starts the sequencer; begins the log if there is none. It takes committed rows that have no place yet, never "ids past the
 * last one" (ids do not commit in their order), and writes indexes, tiles and checkpoint in one transaction, whose commit
 * publishes them.
 *
 * @throws LedgerError `key-missing`, `corrupt`.
 */
export async function startSequencer(store: Store, keys: LogKeys, options: SequencerOptions = {}): Promise<Sequencer> {
  const { row, signer } = await store.system((tx) => openLog(tx, keys));
  signer.noteSigned({ size: row.size, root: row.root.toString('base64') });
  const sequencer = new Loop(store, keys, options);
  sequencer.run();
  return sequencer;
}

type Pass =
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'done'; readonly first: number; readonly ids: readonly EntryId[] };

interface Edge {
  readonly log: number;
  readonly signer: LogSigner;
  readonly tree: RightEdge;
}

class Loop implements Sequencer {
  readonly #store: Store;
  readonly #keys: LogKeys;
  readonly #options: Required<SequencerOptions>;
  readonly #waiters = new Map<EntryId, Set<(index: number) => void>>();
  readonly #stopping = new AbortController();
  #edge: Edge | undefined;
  #running: Promise<void> = Promise.resolve();
  #wake: (() => void) | undefined;
  #isAwake = true;

  constructor(store: Store, keys: LogKeys, options: SequencerOptions) {
    this.#store = store;
    this.#keys = keys;
    this.#options = {
      gather: 20,
      poll: store.kind === 'served' ? 50 : 500,
      batch: 4096,
      onError: () => undefined,
      ...options,
    };
  }

  run(): void {
    const leave = onWake(() => this.#rouse());
    this.#running = this.#loop().finally(leave);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#rouse();
    await this.#running;
  }

  async waitFor(entry: EntryId, milliseconds = 10_000): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const late = () =>
      reject(
        new LedgerError(
          'not-sequenced',
          `entry ${entry} has no place in the log after ${milliseconds} ms; it stands, and will get one`,
        ),
      );
    const timer = setTimeout(late, milliseconds);
    // It may be late while we still look.
    promise.catch(() => undefined);
    // Listening before looking: whoever places it in between is heard.
    const others = this.#waiters.get(entry) ?? new Set();
    this.#waiters.set(entry, others.add(resolve));
    try {
      this.#rouse();
      await this.#settle([entry]);
      return await promise;
    } finally {
      clearTimeout(timer);
      others.delete(resolve);
      if (others.size === 0 && this.#waiters.get(entry) === others) this.#waiters.delete(entry);
    }
  }

  async #loop(): Promise<void> {
    let failures = 0;
    while (true) {
      const isLast = this.#stopping.signal.aborted;
      try {
        const took = await this.#pass();
        failures = 0;
        if (took === this.#options.batch) continue;
      } catch (error) {
        this.#edge = undefined;
        failures += 1;
        this.#options.onError(error);
      }
      if (isLast) return;
      await this.#rest(failures === 0 ? this.#options.poll : Math.min(100 * 2 ** failures, 5000), failures === 0);
    }
  }

  /** Until somebody calls, or the time is over; then a little longer, so that what comes together is taken together. */
  async #rest(milliseconds: number, mayBeWoken: boolean): Promise<void> {
    const stop = { signal: this.#stopping.signal, ref: false };
    if (!mayBeWoken) return sleep(milliseconds, undefined, stop).catch(() => undefined);
    if (!this.#isAwake) {
      const called = new Promise<void>((wake) => (this.#wake = wake));
      const timer = new AbortController();
      await Promise.race([
        called,
        sleep(milliseconds, undefined, { signal: timer.signal, ref: false }).catch(() => undefined),
      ]);
      timer.abort();
    }
    if (this.#isAwake) await sleep(this.#options.gather, undefined, stop).catch(() => undefined);
    this.#isAwake = false;
    this.#wake = undefined;
  }

  #rouse(): void {
    this.#isAwake = true;
    this.#wake?.();
  }

  /** Returns how many entries got their place. */
  async #pass(): Promise<number> {
    const pass = await this.#store.system((tx) => this.#sequence(tx));
    if (pass.kind === 'elsewhere') {
      await this.#settle([...this.#waiters.keys()]);
      return 0;
    }
    if (pass.ids.length === 0) return 0;
    if (this.#edge !== undefined)
      this.#edge.signer.noteSigned({ size: this.#edge.tree.size, root: this.#edge.tree.root().toString('base64') });
    pass.ids.forEach((id, at) => this.#tell(id, pass.first + at));
    return pass.ids.length;
  }

  async #sequence(tx: Transaction): Promise<Pass> {
    if (!(await tryLockLog(tx))) return { kind: 'elsewhere' };
    const waiting = await selectWaiting(tx, this.#options.batch);
    if (waiting.length === 0) return { kind: 'done', first: 0, ids: [] };
    const edge = (this.#edge = await this.#currentEdge(tx));
    const first = edge.tree.size;
    const ids = waiting.map(({ id }) => id);
    for (const { leaf } of waiting) edge.tree.append(leaf);
    const root = edge.tree.root();
    const size = edge.tree.size;
    await placeEntries(tx, edge.log, first, ids);
    await upsertTiles(tx, edge.log, edge.tree.takeTiles());
    await updateCheckpoint(tx, { log: edge.log, size, root, checkpoint: edge.signer.sign(size, root) });
    return { kind: 'done', first, ids };
  }

  /** The edge that we have in memory, if nobody else went on since; else the one that the tiles hold, if it leads to the signed root. */
  async #currentEdge(tx: Transaction): Promise<Edge> {
    const row = await selectLog(tx);
    if (row !== undefined && this.#edge?.log === row.log && this.#edge.tree.size === row.size) return this.#edge;
    const open = await openLog(tx, this.#keys);
    const tree = await readEdge(tx, open.row, open.row.size);
    if (tree === undefined || !tree.root().equals(open.row.root)) throwCorrupt(open.row);
    return { log: open.row.log, signer: open.signer, tree };
  }

  async #settle(ids: readonly EntryId[]): Promise<void> {
    if (ids.length === 0) return;
    const places = await this.#store.system((tx) => selectPlaces(tx, ids), { readOnly: true });
    for (const { id, index } of places) this.#tell(id, index);
  }

  #tell(id: EntryId, index: number): void {
    for (const done of this.#waiters.get(id) ?? []) done(index);
    this.#waiters.delete(id);
  }
}
