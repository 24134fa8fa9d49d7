import { createReadStream, openSync, rmSync, writeSync, closeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { FeedUpdate, FoundRecord } from './feed.ts';

/**
 * Writes records that come over the network to a file, and gives them from there: the index is locked while it takes records, and nobody else
 * should have to wait for a slow source.
 */
export async function spooled(update: FeedUpdate, path: string): Promise<FeedUpdate> {
  if (update.kind !== 'advisories' || !(Symbol.asyncIterator in update.records)) return update;
  const file = openSync(path, 'w', 0o600);
  try {
    for await (const record of update.records) writeSync(file, `${JSON.stringify(record)}\n`);
  } finally {
    closeSync(file);
  }
  return { ...update, records: linesOf(path) };
}

async function* linesOf(path: string): AsyncGenerator<FoundRecord> {
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY }))
      if (line !== '') yield JSON.parse(line) as FoundRecord; // written by us, a moment ago
  } finally {
    rmSync(path, { force: true });
  }
}
