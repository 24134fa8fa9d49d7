import { z } from 'zod';
import type { Entry } from '#ground/ledger';
import { ActorId, EntryId, Instant, ProjectId } from '#ground/model';
import { type Call, named } from '#ground/operations';
import { ofTenant } from './access.ts';

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
    /** Who, what, why; absent once erased, and for readers who may not list what it tells of. */
    body: z.unknown().optional(),
    /** Base64; commitment = SHA-256(salt ‖ canonical body). Absent where the body is. */
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

/** `isReadable`: whether the reader may see the body; what the log itself shows, everybody may who reads it. */
export function toFeedEvent(entry: Entry, isReadable: boolean): FeedEvent {
  return { ...toLogEntry(entry), ...(entry.body === undefined || !isReadable ? {} : { body: entry.body }) };
}

/** The query whose answers say what the entry's body says: whoever may not ask it does not get the body either. */
export function bodyIsListedBy({ type }: Pick<Entry, 'type'>): string {
  const noun = type.slice(0, type.indexOf('.'));
  return `${listedWith[noun] ?? noun}.list`;
}

/** Nouns that have no list of their own, and name what another's shows. */
const listedWith: Readonly<Record<string, string | undefined>> = { session: 'people', organisation: 'people' };

/** Whoever reaches one project reads of that one alone, and not what belongs to the organisation as a whole. */
export function isOutside({ project }: Pick<Entry, 'project'>, reach: ProjectId | undefined): boolean {
  return reach !== undefined && project !== reach;
}

/** Whether the caller may see an entry's body. Asks the policies once for each noun. */
export function bodyReader(call: Pick<Call<unknown>, 'may' | 'tenant'>): (entry: Entry) => boolean {
  const answers = new Map<string, boolean>();
  return (entry) => {
    const list = bodyIsListedBy(entry);
    const answer = answers.get(list) ?? call.may(list, ofTenant(call), 'query');
    answers.set(list, answer);
    return answer && !isOutside(entry, call.tenant.project);
  };
}
