import { z } from 'zod';
import { readEntry } from '#ground/ledger';
import { EntryId } from '#ground/model';
import { notFound, operation, proveEntryIn } from '#ground/operations';
import { ofResource } from './shapes/access.ts';
import { bodyReader, isOutside, LogEntryDetail, toFeedEvent } from './shapes/log.ts';

export const readLogEntry = operation({
  name: 'log.entry',
  kind: 'query',
  summary: 'Read an entry of the log with its body, its leaf and the proof of its place',
  http: 'GET /log/entries/:entry',
  input: z.strictObject({ entry: EntryId }),
  output: LogEntryDetail,
  authorise: ({ input }) => ofResource('Entry', input.entry),
  async run(call) {
    const { input, tx, tenant, store } = call;
    const entry = await readEntry(tx, input.entry);
    if (entry === undefined || isOutside(entry, tenant.project)) throw notFound('entry', input.entry);
    const { leaf, salt, erasedAt } = entry;
    const isReadable = bodyReader(call)(entry);
    return {
      ...toFeedEvent(entry, isReadable),
      leaf,
      // With it, a body that is not shown could be guessed at.
      ...(salt === undefined || !isReadable ? {} : { salt }),
      erasedAt,
      proof: (await proveEntryIn(store, entry)) ?? null,
    };
  },
});
