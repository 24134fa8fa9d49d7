import { z } from 'zod';
import { readEntry } from '#ground/ledger';
import { EntryId } from '#ground/model';
import { notFound, operation, proveEntryIn } from '#ground/operations';
import { ofResource } from './shapes/access.ts';
import { LogEntryDetail, toFeedEvent } from './shapes/log.ts';

export const readLogEntry = operation({
  name: 'log.entry',
  kind: 'query',
  summary: 'Read an entry of the log with its body, its leaf and the proof of its place',
  http: 'GET /log/entries/:entry',
  input: z.strictObject({ entry: EntryId }),
  output: LogEntryDetail,
  authorise: ({ input }) => ofResource('Entry', input.entry),
  async run({ input, tx, store }) {
    const entry = await readEntry(tx, input.entry);
    if (entry === undefined) throw notFound('entry', input.entry);
    const { leaf, salt, erasedAt } = entry;
    return {
      ...toFeedEvent(entry),
      leaf,
      ...(salt === undefined ? {} : { salt }),
      erasedAt,
      proof: (await proveEntryIn(store, entry)) ?? null,
    };
  },
});
