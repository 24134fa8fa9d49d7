import type { EntryId } from '#ground/model';
import type { Store, Transaction } from '#ground/store';
import { consistencyRanges, encodeEntries, inclusionRanges, parseTilePath, utf8 } from 'selvedge-verify';
import { LedgerError } from './errors.ts';
import { notBegun, throwCorrupt } from './log.ts';
import { rootsOf, tilesFor } from './proofs.ts';
import { selectLeaves, selectLog, selectPlaces, selectTiles } from './store.ts';

/** Which log is meant; default the one that is written to. */
export interface WhichLog {
  readonly log?: number | undefined;
}

/**
 * The newest checkpoint, a signed note (c2sp.org/tlog-checkpoint).
 *
 * @throws LedgerError `not-begun`.
 */
export async function readCheckpoint(store: Store, { log }: WhichLog = {}): Promise<string> {
  const row = await store.system((tx) => selectLog(tx, log), { readOnly: true });
  return (row ?? notBegun()).checkpoint;
}

/** The log that is written to: its number, its key and its newest checkpoint. Undefined before the first start. */
export async function currentLog(
  store: Store,
): Promise<{ readonly log: number; readonly key: string; readonly checkpoint: string } | undefined> {
  return store.system((tx) => selectLog(tx), { readOnly: true });
}

/**
 * The log that an entry stands in, and its index there.
 *
 * @throws LedgerError `not-sequenced`.
 */
export async function placeOf(store: Store, entry: EntryId): Promise<{ readonly log: number; readonly index: number }> {
  const [place] = await store.system((tx) => selectPlaces(tx, [entry]), { readOnly: true });
  if (place === undefined) throw new LedgerError('not-sequenced', `entry ${entry} has no place in the log yet`);
  return { log: place.log, index: place.index };
}

/**
 * A tile of hashes or a bundle of entries by its path, without a leading slash: `tile/0/x001/234`, `tile/1/000.p/7`,
 * `tile/entries/000` (c2sp.org/tlog-tiles). Undefined when the log does not reach that far, or the path names none.
 */
export async function readTile(store: Store, path: string, { log }: WhichLog = {}): Promise<Buffer | undefined> {
  const tile = parseTilePath(path);
  if (tile === undefined) return undefined;
  return store.system(
    async (tx) => {
      const row = await selectLog(tx, log);
      if (row === undefined) return undefined;
      if (tile.kind === 'entries') {
        const leaves = await selectLeaves(tx, row.log, tile.index * 256, tile.width);
        return leaves.length < tile.width ? undefined : Buffer.from(encodeEntries(leaves.map(utf8)));
      }
      const [found] = tile.level > 7 ? [] : await selectTiles(tx, row.log, [tile]);
      const length = tile.width * 32;
      return found === undefined || found.hashes.length < length ? undefined : found.hashes.subarray(0, length);
    },
    { readOnly: true },
  );
}

/**
 * PATH(index, D[size]) of RFC 6962 section 2.1.1: siblings from the leaf upwards.
 *
 * @throws LedgerError `not-published` for a size past the newest checkpoint, or an index past the size.
 */
export async function inclusionProof(
  store: Store,
  index: number,
  size: number,
  which: WhichLog = {},
): Promise<Uint8Array[]> {
  if (!isSize(index) || !isSize(size) || index >= size)
    throw new LedgerError('not-published', `a log of ${size} entries has none at index ${index}`);
  return prove(store, size, inclusionRanges(index, size), which);
}

/**
 * PROOF(from, D[to]) of RFC 6962 section 2.1.2.
 *
 * @throws LedgerError `not-published`.
 */
export async function consistencyProof(
  store: Store,
  from: number,
  to: number,
  which: WhichLog = {},
): Promise<Uint8Array[]> {
  if (!isSize(from) || !isSize(to) || from > to)
    throw new LedgerError('not-published', `a log of ${from} entries does not grow into one of ${to}`);
  return prove(store, to, consistencyRanges(from, to), which);
}

async function prove(
  store: Store,
  size: number,
  ranges: ReturnType<typeof inclusionRanges>,
  { log }: WhichLog,
): Promise<Uint8Array[]> {
  const read = async (tx: Transaction) => {
    const row = (await selectLog(tx, log)) ?? notBegun();
    return { row, tiles: await selectTiles(tx, row.log, tilesFor(ranges)) };
  };
  const { row, tiles } = await store.system(read, { readOnly: true });
  if (size > row.size)
    throw new LedgerError('not-published', `the newest checkpoint has size ${row.size}, not yet ${size}`);
  return rootsOf(ranges, tiles) ?? throwCorrupt(row);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
