import { z } from 'zod';
import { LedgerError, listEntries } from '#ground/ledger';
import { EntryId } from '#ground/model';
import { operation, pageOf, paging } from '#ground/operations';
import { ofTenant } from './shapes/access.ts';
import { LogEntry, toLogEntry } from './shapes/log.ts';
import { badCursor, cursorParts, toPage } from './shapes/page.ts';

export const readLog = operation({
  name: 'log.read',
  kind: 'query',
  summary: 'Read the entries of the log that have their place',
  http: 'GET /log/entries',
  input: z.strictObject({
    type: z.string().max(128).optional(),
    order: z.enum(['newest', 'oldest']).default('newest'),
    ...paging,
  }),
  output: pageOf(LogEntry),
  authorise: ofTenant,
  async run({ input: { cursor, limit, ...query }, tx, tenant: { project } }) {
    const after = EntryId.optional().safeParse(cursorParts(cursor, 1)[0]);
    if (!after.success) throw badCursor();
    try {
      const entries = await listEntries(tx, { ...query, project, after: after.data, limit: limit + 1 });
      return toPage(entries.map(toLogEntry), limit, ({ id }) => [id]);
    } catch (error) {
      throw error instanceof LedgerError && error.code === 'unknown-entry' ? badCursor() : error;
    }
  },
});
