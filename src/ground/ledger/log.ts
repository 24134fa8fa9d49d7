import { randomBytes } from 'node:crypto';
import { canonicalJson, type EntryId, type Instant, type Json, newId, now } from '#ground/model';
import type { Store, Transaction } from '#ground/store';
import { leafText } from './entry.ts';
import { LedgerError } from './errors.ts';
import type { LogKeys, LogSigner } from './keys.ts';
import {
  insertLeaf,
  insertLog,
  lockLog,
  type LogRow,
  selectLeaves,
  selectLog,
  selectLogs,
  selectTiles,
  updateCheckpoint,
  updateEnded,
  upsertTiles,
} from './store.ts';
import { RightEdge } from './tree.ts';

/**
 * Why a log began. A log never signs a size that it may have signed before with another content: whenever that could happen, it is
 * left as it is, and a new origin, with a new key, begins, whose first entry names the last known checkpoint of the one before.
 */
export type BeginReason =
  | 'first-start'
  /** From a backup: the old log may have gone on after it was made. */
  | 'restore'
  | 'rotation'
  /** The database holds less than the key is known to have signed: it was set back by other means than `restore`. */
  | 'set-back'
  /** The private key is lost. */
  | 'key-lost';

/** A log, and how it follows from the one before. Public. */
export interface Log {
  /** From 1, in the order in which they began. */
  readonly log: number;
  readonly origin: string;
  /** What verifiers pin: name+id+base64. */
  readonly key: string;
  readonly size: number;
  readonly checkpoint: string;
  readonly began: OwnEntry;
  /** Signed by this log's key: which one follows. */
  readonly ended: OwnEntry | undefined;
}

/** An entry of the log's own, whose body is public: leaf = commitment to (salt, body). */
interface OwnEntry {
  readonly leaf: string;
  /** Base64 of 32 bytes. */
  readonly salt: string;
  readonly body: Json;
}

/** All logs of this database, oldest first. Only the last one is written to. */
export async function readLogs(store: Store): Promise<Log[]> {
  return store.system(async (tx) => Promise.all((await selectLogs(tx)).map((row) => describeLog(tx, row))), {
    readOnly: true,
  });
}

async function describeLog(tx: Transaction, row: LogRow): Promise<Log> {
  const { log, origin, key, size, checkpoint, endedBody, endedSalt } = row;
  const own = async (index: number, body: string, salt: Buffer): Promise<OwnEntry> => {
    const [leaf] = await selectLeaves(tx, log, index, 1);
    if (leaf === undefined) throw corrupt(row);
    return { leaf, salt: salt.toString('base64'), body: JSON.parse(body) as Json }; // what canonicalJson wrote
  };
  const ended = endedBody === null || endedSalt === null ? undefined : await own(size - 1, endedBody, endedSalt);
  return { log, origin, key, size, checkpoint, began: await own(0, row.beganBody, row.beganSalt), ended };
}

/** The log that is written to, and the key that signs it. */
export interface OpenLog {
  readonly row: LogRow;
  readonly signer: LogSigner;
}

/**
 * Finds the log that is written to; begins the first one, or a new one where the database was set back. The caller's
 * transaction sees every row.
 *
 * @throws LedgerError `key-missing`.
 */
export async function openLog(tx: Transaction, keys: LogKeys, at: Instant = now()): Promise<OpenLog> {
  await lockLog(tx);
  const row = await selectLog(tx);
  if (row === undefined) return beginLog(tx, keys, { reason: 'first-start', at });
  const signer = keys.signer(row.key) ?? noSigner(row, keys);
  return (await wasSetBack(tx, row, signer)) ? beginLog(tx, keys, { reason: 'set-back', at }) : { row, signer };
}

function noSigner({ origin }: LogRow, { directory }: LogKeys): never {
  throw new LedgerError(
    'key-missing',
    `the private key of the log ${origin} is not in ${directory}\nCopy it there from where the log was written, or begin a new log.`,
  );
}

/** True when the tree no longer contains what its key is known to have signed. */
async function wasSetBack(tx: Transaction, row: LogRow, signer: LogSigner): Promise<boolean> {
  const signed = signer.lastSigned();
  if (signed === undefined) return false;
  if (signed.size > row.size) return true;
  const edge = await readEdge(tx, row, signed.size);
  return edge?.root().toString('base64') !== signed.root;
}

/**
 * Begins a log under a new origin and a new key, in the caller's transaction. What waits in the outbox goes into it.
 */
export async function beginLog(
  tx: Transaction,
  keys: LogKeys,
  { reason, at = now(), signer = keys.create(newOrigin()) }: { reason: BeginReason; at?: Instant; signer?: LogSigner },
): Promise<OpenLog> {
  await lockLog(tx);
  const before = await selectLog(tx);
  const previous =
    before === undefined ? null : { origin: before.origin, key: before.key, checkpoint: before.checkpoint };
  const { leaf, body, salt } = ownEntry('log.began', at, {
    version: 1,
    reason,
    origin: signer.origin,
    key: signer.verifierKey,
    previous,
  });
  const edge = RightEdge.empty();
  edge.append(leaf);
  const root = edge.root();
  const row = {
    log: (before?.log ?? 0) + 1,
    origin: signer.origin,
    key: signer.verifierKey,
    size: 1,
    root,
    checkpoint: signer.sign(1, root),
    beganBody: body,
    beganSalt: salt,
    beganAt: at,
  };
  await insertLog(tx, row, leaf);
  await upsertTiles(tx, row.log, edge.takeTiles());
  return { row: { ...row, endedBody: null, endedSalt: null }, signer };
}

/**
 * Rotates the log's key: the old log's last entry, signed by the old key, names the new one, whose first entry names the old
 * one's last checkpoint. Who pinned the old key follows without trusting anybody else. Returns the new log.
 *
 * @throws LedgerError `not-begun`, `key-missing`.
 */
export async function rotateKey(store: Store, keys: LogKeys, at: Instant = now()): Promise<Log> {
  return store.system(async (tx) => {
    await lockLog(tx);
    const row = (await selectLog(tx)) ?? notBegun();
    const old = keys.signer(row.key) ?? noSigner(row, keys);
    const signer = keys.create(newOrigin());
    await endLog(tx, row, old, { version: 1, successor: { origin: signer.origin, key: signer.verifierKey } }, at);
    const begun = await beginLog(tx, keys, { reason: 'rotation', at, signer });
    return describeLog(tx, begun.row);
  });
}

async function endLog(tx: Transaction, row: LogRow, signer: LogSigner, said: Json, at: Instant): Promise<void> {
  const { leaf, body, salt } = ownEntry('log.ended', at, said);
  const edge = (await readEdge(tx, row, row.size)) ?? throwCorrupt(row);
  edge.append(leaf);
  const root = edge.root();
  await insertLeaf(tx, row.log, row.size, leaf);
  await upsertTiles(tx, row.log, edge.takeTiles());
  await updateCheckpoint(tx, { log: row.log, size: edge.size, root, checkpoint: signer.sign(edge.size, root) });
  await updateEnded(tx, row.log, body, salt);
}

/** After the private key was lost: a new log whose first entry names the old one's last checkpoint; verifiers pin it anew. */
export async function replaceLostKey(store: Store, keys: LogKeys, at: Instant = now()): Promise<Log> {
  return store.system(async (tx) => describeLog(tx, (await beginLog(tx, keys, { reason: 'key-lost', at })).row));
}

/** The right edge of the log's tree when it had `size` entries; undefined when its tiles do not reach that far. */
export async function readEdge(tx: Transaction, { log }: LogRow, size: number): Promise<RightEdge | undefined> {
  return RightEdge.read(size, await selectTiles(tx, log, RightEdge.tilesOf(size)));
}

function ownEntry(type: string, at: Instant, body: Json): { leaf: string; body: string; salt: Buffer } {
  const salt = randomBytes(32);
  const text = canonicalJson(body);
  return { leaf: leafText(newId<EntryId>('ent'), type, at, salt, text), body: text, salt };
}

/** Unique, and without a host: where a log is read from may change. */
function newOrigin(): string {
  return `selvedge.dev/log/${randomBytes(10).toString('hex')}`;
}

export function notBegun(): never {
  throw new LedgerError('not-begun', 'no log has begun in this database yet: start Selvedge on it once');
}

export function throwCorrupt(row: LogRow): never {
  throw corrupt(row);
}

function corrupt({ origin, size }: LogRow): LedgerError {
  return new LedgerError(
    'corrupt',
    `the tiles of the log ${origin} do not lead to the root of its checkpoint at size ${size}\nNothing more is signed. Restore a backup into an empty home.`,
  );
}
