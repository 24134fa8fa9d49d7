import { beginLog, type Log, openKeys, readLogs } from '#ground/ledger';
import { type BackupSummary, openStore, readBackup, type RestoreSummary, type Where, writeBackup } from '#ground/store';
import { version } from './version.ts';

/**
 * Writes everything but private keys into one file, as it is at one moment; the server may go on working meanwhile.
 *
 * @throws StoreError, whose message says what to do.
 */
export async function backup({ from, to }: { readonly from: Where; readonly to: string }): Promise<BackupSummary> {
  return writeBackup(from, to, version);
}

export interface Restored extends RestoreSummary {
  /** The log that begins here. Its first entry names the last checkpoint that the backup knows of. */
  readonly log: Log;
}

/**
 * Restores a backup into an empty store. The log of the backup may have gone on after it was made, and would sign the same sizes
 * again with other contents: so it stays as it is, to be read and proved, and a log with a new origin and a new key begins, in the
 * same transaction. Its key goes into `home`.
 *
 * @throws StoreError `bad-backup`, `not-empty`, `newer-database`.
 */
export async function restore({
  from,
  into,
  home,
}: {
  readonly from: string;
  readonly into: Where;
  readonly home: string;
}): Promise<Restored> {
  const keys = openKeys(home);
  const summary = await readBackup(into, from, async (tx) => {
    await beginLog(tx, keys, { reason: 'restore' });
  });
  const store = await openStore(into);
  try {
    const [log] = (await readLogs(store)).slice(-1);
    return { ...summary, log: log! };
  } finally {
    await store.close();
  }
}
