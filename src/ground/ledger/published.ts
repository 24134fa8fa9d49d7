import {
  decodeHashes,
  encodeEntries,
  inclusionProof as proveInclusion,
  consistencyProof as proveConsistency,
  parseTilePath,
  utf8,
} from 'selvedge-verify';
import type { Store, Transaction } from '#ground/store';
import { LedgerError } from './errors.ts';
import { notBegun } from './log.ts';
import { type LogRow, selectLeaves, selectLog, selectTiles, type TileRow } from './store.ts';

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
  if (index < 0 || index >= size)
    throw new LedgerError('not-published', `a log of ${size} entries has none at index ${index}`);
  return prove(store, size, which, (read) => proveInclusion(index, size, read));
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
  if (from < 0 || from > to)
    throw new LedgerError('not-published', `a log of ${from} entries does not grow into one of ${to}`);
  return prove(store, to, which, (read) => proveConsistency(from, to, read));
}

type Read = (level: number, index: number, width: number) => Promise<Uint8Array>;

function prove(
  store: Store,
  size: number,
  { log }: WhichLog,
  run: (read: Read) => Promise<Uint8Array[]>,
): Promise<Uint8Array[]> {
  return store.system(
    async (tx) => {
      const row = (await selectLog(tx, log)) ?? notBegun();
      if (size > row.size)
        throw new LedgerError('not-published', `the newest checkpoint has size ${row.size}, not yet ${size}`);
      return run(togetherReader(tx, row));
    },
    { readOnly: true },
  );
}

/** Reads the tiles that are asked for in the same turn by one statement. */
function togetherReader(tx: Transaction, row: LogRow): Read {
  let turn: { wanted: { level: number; index: number }[]; rows: Promise<TileRow[]> } | undefined;
  return async (level, index, width) => {
    if (turn === undefined) {
      const wanted: { level: number; index: number }[] = [];
      const rows = Promise.resolve().then(() => {
        turn = undefined;
        return selectTiles(tx, row.log, wanted);
      });
      turn = { wanted, rows };
    }
    turn.wanted.push({ level, index });
    const found = (await turn.rows).find((tile) => tile.level === level && tile.index === index);
    const bytes = found?.hashes.subarray(0, width * 32);
    if (bytes?.length !== width * 32)
      throw new LedgerError('corrupt', `tile ${index} of level ${level} is shorter than the log’s size says`);
    decodeHashes(bytes, width);
    return bytes;
  };
}
