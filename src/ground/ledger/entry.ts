import { hash, randomBytes } from 'node:crypto';
import {
  type ActorId,
  canonicalJson,
  type EntryId,
  type Instant,
  type Json,
  newId,
  now,
  type OrganisationId,
  type ProjectId,
} from '#ground/model';
import type { Transaction } from '#ground/store';
import { LedgerError } from './errors.ts';
import { insertEntry } from './store.ts';
import { wakeSequencers } from './wake.ts';

/** What somebody did, as it is recorded. */
export interface NewEntry {
  /** `exceptions.accept`: public, with the time. Letters, digits, dots and dashes. */
  readonly type: string;
  readonly organisation: OrganisationId;
  readonly project?: ProjectId | undefined;
  readonly actor: ActorId;
  /** Under authorisation, and erasable: the log holds a commitment to it. At most 256 KiB of canonical JSON. */
  readonly body: Json;
  /** When it happened; default now. */
  readonly time?: Instant | undefined;
}

export interface Appended {
  readonly entry: EntryId;
  /** Base64 of SHA-256(0x00 ‖ leaf), RFC 6962 section 2.1. */
  readonly leafHash: string;
}

const longestBody = 256 * 1024;
const typeForm = /^[a-z][a-z0-9.-]{0,127}$/;

/**
 * Records an entry in the caller's transaction: its commit is the acknowledgement. The entry gets its place in the log within
 * 100 ms after it.
 *
 * @throws LedgerError `bad-entry`.
 */
export async function append(tx: Transaction, entry: NewEntry): Promise<Appended> {
  if (!typeForm.test(entry.type))
    throw new LedgerError('bad-entry', `${entry.type.slice(0, 140)} is no type of an entry`);
  const body = canonicalJson(entry.body);
  if (Buffer.byteLength(body) > longestBody)
    throw new LedgerError(
      'bad-entry',
      `the body of an entry has at most ${longestBody} bytes; log the digest of what is larger`,
    );
  const id = newId<EntryId>('ent');
  const time = entry.time ?? now();
  const salt = randomBytes(32);
  const leaf = leafText(id, entry.type, time, salt, body);
  await insertEntry(tx, { ...entry, id, time, body, salt, leaf });
  tx.afterCommit(wakeSequencers);
  return { entry: id, leafHash: leafHashOf(leaf) };
}

/**
 * The bytes of an entry in the log, version 1: canonical JSON whose commitment is SHA-256(salt ‖ canonical body). The same as
 * encodeLeaf of selvedge-verify (a test compares them).
 */
export function leafText(id: EntryId, type: string, time: Instant, salt: Buffer, body: string): string {
  const commitment = hash('sha256', Buffer.concat([salt, Buffer.from(body)]), 'base64');
  return canonicalJson({ version: 1, id, type, time, commitment });
}

/** Base64 of the leaf hash. */
export function leafHashOf(leaf: string): string {
  return hash('sha256', `\0${leaf}`, 'base64');
}
