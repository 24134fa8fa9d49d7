import { z } from 'zod';
import { LedgerError, listEntries } from '#ground/ledger';
import { EntryId } from '#ground/model';
import { encodeCursor, operation } from '#ground/operations';
import { ofTenant } from './shapes/access.ts';
import { bodyReader, FeedEvent, toFeedEvent } from './shapes/log.ts';
import { badCursor, cursorParts } from './shapes/page.ts';

export const pollEvents = operation({
  name: 'events.poll',
  kind: 'query',
  summary: 'Read what happened after a cursor, in the order of the log',
  http: 'GET /events',
  input: z.strictObject({
    /** As an earlier answer gave it; absent: from the beginning. */
    cursor: z.string().max(1024).optional(),
    limit: z.int().min(1).max(500).default(100),
    /** Only these types. */
    type: z.array(z.string().max(128)).max(50).optional(),
  }),
  /** `next` is always there: hand it back, now or later. Fewer items than the limit do not mean that there are no more. */
  output: z.object({ items: z.array(FeedEvent), next: z.string(), more: z.boolean() }),
  authorise: ofTenant,
  async run(call) {
    const { input, tx, tenant } = call;
    const { cursor, limit, type } = input;
    const position = EntryId.or(z.literal('')).safeParse(cursorParts(cursor, 1)[0] ?? '');
    if (!position.success) throw badCursor();
    const after = position.data === '' ? undefined : position.data;
    try {
      const entries = await listEntries(tx, { after, limit, project: tenant.project });
      const isReadable = bodyReader(call);
      const items = entries
        .filter((entry) => type === undefined || type.includes(entry.type))
        .map((entry) => toFeedEvent(entry, isReadable(entry)));
      return { items, next: encodeCursor([entries.at(-1)?.id ?? position.data]), more: entries.length === limit };
    } catch (error) {
      throw error instanceof LedgerError && error.code === 'unknown-entry' ? badCursor() : error;
    }
  },
});
