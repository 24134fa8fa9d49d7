import type { Json } from '#ground/model';
import { AdvisoryIndexError } from './bytes.ts';
import { readManifest } from './manifest.ts';
import { opened } from './records-update.ts';

/** What the index has of one source, for whoever asks that source what changed. */
export interface KnownRecords {
  readonly records: number;
  /** The latest change that the source stated, in milliseconds since 1970; 0: none. */
  readonly modified: number;
  /** When it was last asked, in milliseconds since 1970; 0: never. */
  readonly checkedAt: number;
  /** What its fetcher left for the next time. */
  readonly cursor: Json | undefined;
  /** When a record changed last, by its id; whole seconds. Empty for what holds no advisories. */
  readonly byId: ReadonlyMap<string, number>;
}

/** What cannot be read counts as not there, so that it is fetched anew. */
export function knownRecords(folder: string, id: string): KnownRecords {
  const nothing = { records: 0, modified: 0, checkedAt: 0, cursor: undefined, byId: new Map<string, number>() };
  try {
    const source = readManifest(folder)?.sources.find((one) => one.id === id);
    if (source === undefined) return nothing;
    const { records, modified, checkedAt, cursor } = source;
    const byId = new Map<string, number>();
    const segments = opened(source.segments, folder);
    for (const segment of segments) {
      if (source.kind === 'advisories') {
        for (const gone of segment.removed()) byId.delete(gone);
        for (let number = 0; number < segment.records; number += 1) {
          const head = segment.head(number);
          if (head.id !== '') byId.set(head.id, head.modified);
        }
      }
      segment.close();
    }
    return { records, modified, checkedAt, cursor, byId };
  } catch (error) {
    if (error instanceof AdvisoryIndexError) return nothing;
    throw error;
  }
}
