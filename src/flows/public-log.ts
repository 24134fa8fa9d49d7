/** What everybody may read of the log: no sign-in, nothing but commitments. */
import {
  currentLog,
  LedgerError,
  ledgerHealth,
  type LedgerHealth,
  readCheckpoint,
  readLogs,
  readTile,
} from '#ground/ledger';
import type { Store, StoreHealth } from '#ground/store';

export interface Health {
  readonly ok: boolean;
  readonly store: StoreHealth;
  readonly ledger: LedgerHealth | undefined;
}

/** Whether the database answers and entries get their places. */
export async function health(store: Store): Promise<Health> {
  const database = await store.health();
  if (!database.ok) return { ok: false, store: database, ledger: undefined };
  const ledger = await ledgerHealth(store);
  return { ok: ledger.ok, store: database, ledger };
}

/** The log as strangers read it. Undefined is answered for what there is not. */
export interface PublicLog {
  /** The newest checkpoint of the log, or of the numbered one. */
  checkpoint(log?: number): Promise<string | undefined>;
  /** The key with which others check the newest log's checkpoints: `name+id+base64`. */
  verifierKey(): Promise<string | undefined>;
  /** `tile/0/x001/234`, `tile/entries/000`. */
  tile(path: string, log?: number): Promise<Buffer | undefined>;
  /** All logs, oldest first, and how each follows from the one before. */
  logs(): ReturnType<typeof readLogs>;
}

/** Thrown when more strangers wait than can be answered soon. */
export class PublicLogError extends Error {
  override readonly name = 'PublicLogError';
  readonly code = 'busy';
}

/** Sign-in and the sequencer share the few connections of the system with these reads, and must always find one free. */
const readsAtOnce = 2;
const longestQueue = 500;

const cacheBytes = 16 * 1024 * 1024;

/** How long the number of the newest log is believed without asking; every checkpoint that is read tells it anew. */
const newestFor = 1000;

/**
 * Reads of the log that anybody may ask for, as often as they like: few at a time go to the database, and a tile that was read is
 * kept in memory. What a tile's path names never changes, partial tiles too: their width is in it.
 */
export function publicLog(store: Store): PublicLog {
  const limited = limiter(readsAtOnce, longestQueue);
  const tiles = new TileCache(cacheBytes);
  let newest: { readonly log: number; readonly until: number } | undefined;

  const readCurrent = async (): ReturnType<typeof currentLog> => {
    const current = await limited(() => currentLog(store));
    newest = current === undefined ? undefined : { log: current.log, until: performance.now() + newestFor };
    return current;
  };
  const newestNumber = async (): Promise<number | undefined> =>
    newest !== undefined && performance.now() < newest.until ? newest.log : (await readCurrent())?.log;

  return {
    async checkpoint(log) {
      if (log === undefined) return (await readCurrent())?.checkpoint;
      return limited(() => unlessNotBegun(() => readCheckpoint(store, { log })));
    },
    verifierKey: async () => (await readCurrent())?.key,
    async tile(path, wanted) {
      const log = wanted ?? (await newestNumber());
      if (log === undefined) return undefined;
      const known = tiles.get(`${log}/${path}`);
      if (known !== undefined) return known;
      const bytes = await limited(() => readTile(store, path, { log }));
      if (bytes !== undefined) tiles.put(`${log}/${path}`, bytes);
      return bytes;
    },
    logs: () => limited(() => readLogs(store)),
  };
}

/** Runs so many at a time, in the order in which they came; @throws PublicLogError when too many wait already. */
function limiter(atOnce: number, longest: number): <T>(read: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (read) => {
    if (running < atOnce) running += 1;
    else {
      if (waiting.length >= longest) throw new PublicLogError(`${longest} reads of the log wait already`);
      await new Promise<void>((resume) => waiting.push(resume));
    }
    try {
      return await read();
    } finally {
      // The place goes to the next, who counts as running already.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

/** The tiles that were asked for last, up to so many bytes. */
class TileCache {
  readonly #tiles = new Map<string, Buffer>();
  readonly #limit: number;
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): Buffer | undefined {
    const tile = this.#tiles.get(key);
    if (tile === undefined) return undefined;
    this.#tiles.delete(key);
    this.#tiles.set(key, tile);
    return tile;
  }

  put(key: string, tile: Buffer): void {
    if (this.#tiles.has(key)) return;
    this.#tiles.set(key, tile);
    this.#bytes += tile.length;
    for (const [oldest, { length }] of this.#tiles) {
      if (this.#bytes <= this.#limit) return;
      this.#tiles.delete(oldest);
      this.#bytes -= length;
    }
  }
}

async function unlessNotBegun<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'not-begun') return undefined;
    throw error;
  }
}
