/** What everybody may read of the log: no sign-in, nothing but commitments. */
import { LedgerError, ledgerHealth, type LedgerHealth, readCheckpoint, readLogs, readTile } from '#ground/ledger';
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

/** The newest checkpoint of the log, or of the numbered one. Undefined when there is none. */
export function checkpoint(store: Store, log?: number): Promise<string | undefined> {
  return unlessNotBegun(() => readCheckpoint(store, { log }));
}

/** The key with which others check the newest log's checkpoints: `name+id+base64`. Undefined when there is none. */
export async function verifierKey(store: Store): Promise<string | undefined> {
  return (await readLogs(store)).at(-1)?.key;
}

/** `tile/0/x001/234`, `tile/entries/000`; undefined for what the log does not have. */
export function tile(store: Store, path: string, log?: number): Promise<Buffer | undefined> {
  return unlessNotBegun(() => readTile(store, path, { log }));
}

/** All logs, oldest first, and how each follows from the one before. */
export function logs(store: Store): ReturnType<typeof readLogs> {
  return readLogs(store);
}

async function unlessNotBegun<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'not-begun') return undefined;
    throw error;
  }
}
