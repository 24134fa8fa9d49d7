import { type LogKeys, openKeys, type Sequencer, startSequencer } from '#ground/ledger';
import { openStore, type Store } from '#ground/store';

/** A running Selvedge, without a face: the store, and the sequencer that gives entries their places in the log. */
export interface RunningHome {
  /** Where keys, and an embedded database, lie. */
  readonly home: string;
  readonly store: Store;
  readonly sequencer: Sequencer;
  /** Takes what waits for its place in the log, then stops the database. */
  close(): Promise<void>;
}

export interface HomeOptions {
  readonly home: string;
  /** Of a served PostgreSQL; absent: an embedded one in `home`. */
  readonly databaseUrl?: string | undefined;
  /** Hears of passes of the sequencer that failed and will be tried again. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Opens the store and starts the sequencer. What is in the data home is there again at the next start.
 *
 * @throws StoreError, LedgerError.
 */
export async function openHome({ home, databaseUrl, onError }: HomeOptions): Promise<RunningHome> {
  const store = await openStore(databaseUrl === undefined ? { home } : { url: databaseUrl });
  try {
    const keys: LogKeys = openKeys(home);
    const sequencer = await startSequencer(store, keys, onError === undefined ? {} : { onError });
    return {
      home,
      store,
      sequencer,
      async close() {
        await sequencer.stop();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
