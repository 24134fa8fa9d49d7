import { inclusionProof, placeOf, readCheckpoint, type Sequencer } from '#ground/ledger';
import type { EntryId } from '#ground/model';
import type { Store } from '#ground/store';

/** Shows that an entry is in the log: RFC 6962 section 2.1.1; hashes in base64, from the leaf upwards. */
export interface EntryProof {
  readonly index: number;
  readonly size: number;
  readonly hashes: string[];
  /** The signed note whose size this is. */
  readonly checkpoint: string;
}

/**
 * Waits until the entry has its place, then proves it against the newest checkpoint of its log.
 *
 * @throws LedgerError `not-sequenced`: the entry stands all the same.
 */
export async function proveEntry(store: Store, sequencer: Sequencer, entry: EntryId): Promise<EntryProof> {
  await sequencer.waitFor(entry);
  // Its log is not the newest one when the key was rotated in between.
  const { log, index } = await placeOf(store, entry);
  return prove(store, index, log);
}

/** Proves an entry against the newest checkpoint of its log; undefined while it waits for its place. */
export async function proveEntryIn(
  store: Store,
  { log, index }: { readonly log: number | null; readonly index: number | null },
): Promise<EntryProof | undefined> {
  return log === null || index === null ? undefined : prove(store, index, log);
}

async function prove(store: Store, index: number, log: number): Promise<EntryProof> {
  const checkpoint = await readCheckpoint(store, { log });
  const size = sizeOf(checkpoint);
  const hashes = await inclusionProof(store, index, size, { log });
  return { index, size, hashes: hashes.map((hash) => Buffer.from(hash).toString('base64')), checkpoint };
}

/** The second line of a checkpoint's body (c2sp.org/tlog-checkpoint). */
function sizeOf(checkpoint: string): number {
  return Number(checkpoint.split('\n', 2)[1]);
}
