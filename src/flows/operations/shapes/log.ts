import { z } from 'zod';
import type { Entry } from '#ground/ledger';
import { ActorId, EntryId, Instant, ProjectId } from '#ground/model';
import { named } from '#ground/operations';

/** An entry of the ledger, without its body. */
export const LogEntry = named(
  'LogEntry',
  z.object({
    id: EntryId,
    /** Its place in the log; null while it has none yet. */
    index: z.int().min(0).nullable(),
    /** Which log, from 1: a restored one begins anew. */
    log: z.int().min(1).nullable(),
    type: z.string(),
    time: Instant,
    actor: ActorId,
    project: ProjectId.nullable(),
    /** Base64 of SHA-256(0x00 ‖ leaf), RFC 6962 section 2.1. */
    leafHash: z.string(),
  }),
);
export type LogEntry = z.output<typeof LogEntry>;

/** Shows that a leaf is in the log of a size: RFC 6962 section 2.1.1, hashes in base64. */
const InclusionProof = named(
  'InclusionProof',
  z.object({
    index: z.int().min(0),
    size: z.int().min(1),
    hashes: z.array(z.string()),
    /** The signed note (c2sp.org/tlog-checkpoint) whose size this is. */
    checkpoint: z.string(),
  }),
);

export const LogEntryDetail = named(
  'LogEntryDetail',
  LogEntry.extend({
    /** The leaf's bytes, which are UTF-8: canonical JSON. */
    leaf: z.string(),
    /** Who, what, why; absent once erased. */
    body: z.unknown().optional(),
    /** Base64; commitment = SHA-256(salt ‖ canonical body). Absent once erased. */
    salt: z.string().optional(),
    erasedAt: Instant.nullable(),
    /** Null while it has no place under a checkpoint of the current log. */
    proof: InclusionProof.nullable(),
  }),
);

/** An entry as the feed and webhooks carry it. */
export const FeedEvent = named('FeedEvent', LogEntry.extend({ body: z.unknown().optional() }));
export type FeedEvent = z.output<typeof FeedEvent>;

export function toLogEntry({ id, index, log, type, time, actor, project, leafHash }: Entry): LogEntry {
  return { id, index, log, type, time, actor, project, leafHash };
}

export function toFeedEvent(entry: Entry): FeedEvent {
  return { ...toLogEntry(entry), ...(entry.body === undefined ? {} : { body: entry.body }) };
}
