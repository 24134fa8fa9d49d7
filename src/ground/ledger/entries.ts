import {
  type ActorId,
  type EntryId,
  type Instant,
  type Json,
  now,
  type OrganisationId,
  type ProjectId,
} from '#ground/model';
import type { Transaction } from '#ground/store';
import { leafHashOf } from './entry.ts';
import { LedgerError } from './errors.ts';
import { eraseEntryBody, type FoundEntry, selectEntries, selectEntry, selectPlaces } from './store.ts';

/** An entry with what only those may read who are authorised to. */
export interface Entry {
  readonly id: EntryId;
  readonly organisation: OrganisationId;
  readonly project: ProjectId | null;
  readonly type: string;
  readonly actor: ActorId;
  readonly time: Instant;
  /** What was committed to; undefined once it was erased. */
  readonly body: Json | undefined;
  /** Base64 of 32 bytes; undefined once it was erased. */
  readonly salt: string | undefined;
  readonly erasedAt: Instant | null;
  /** Number of the log that it stands in, from 1, and its index there; both null while it waits for its place. */
  readonly log: number | null;
  readonly index: number | null;
  /** The leaf's bytes, which are UTF-8: canonical JSON. */
  readonly leaf: string;
  /** Base64 of SHA-256(0x00 ‖ leaf). */
  readonly leafHash: string;
}

/** An entry of the transaction's tenant; undefined when there is none. */
export async function readEntry(tx: Transaction, id: EntryId): Promise<Entry | undefined> {
  const found = await selectEntry(tx, id);
  return found === undefined ? undefined : toEntry(found);
}

export interface EntryQuery {
  /** Goes on after this entry, in the given order. */
  readonly after?: EntryId | undefined;
  /** `oldest` first (default), or `newest`. */
  readonly order?: 'oldest' | 'newest' | undefined;
  readonly type?: string | undefined;
  /** Only entries of this project; absent: all that the transaction sees. */
  readonly project?: ProjectId | undefined;
  readonly limit: number;
}

/**
 * Entries of the transaction's tenant in the order of the log: those that have their place, so that a reader who goes on after the
 * last one misses nothing.
 *
 * @throws LedgerError `unknown-entry` when `after` names none that has a place.
 */
export async function listEntries(
  tx: Transaction,
  { after, order = 'oldest', type, project, limit }: EntryQuery,
): Promise<Entry[]> {
  const place = after === undefined ? undefined : await placeOf(tx, after);
  const found = await selectEntries(tx, {
    after: place,
    order,
    type,
    project,
    limit: Math.min(Math.max(limit, 1), 1000),
  });
  return found.map(toEntry);
}

async function placeOf(tx: Transaction, id: EntryId): Promise<{ log: number; index: number }> {
  const [place] = await selectPlaces(tx, [id]);
  if (place === undefined) throw new LedgerError('unknown-entry', `no entry ${id} has a place in the log`);
  return place;
}

/**
 * Erases an entry's body and salt. The leaf stays, and with it every proof; without the salt, nobody can tell by guessing what
 * was committed to. Older backups still hold the body.
 *
 * @throws LedgerError `unknown-entry`.
 */
export async function eraseBody(tx: Transaction, id: EntryId, at: Instant = now()): Promise<void> {
  if (!(await eraseEntryBody(tx, id, at)))
    throw new LedgerError('unknown-entry', `no entry ${id}, or it was erased already`);
}

function toEntry({ body, salt, ...row }: FoundEntry): Entry {
  return {
    ...row,
    body: body === null ? undefined : (JSON.parse(body) as Json), // what canonicalJson wrote
    salt: salt?.toString('base64'),
    leafHash: leafHashOf(row.leaf),
  };
}
