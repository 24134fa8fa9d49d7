import { join } from 'node:path';
import { AdvisoryIndexError } from './bytes.ts';
import type { SegmentManifest, SourceManifest } from './manifest.ts';
import { parseOsv } from './osv.ts';
import { digestOfRecord, SegmentBuilder } from './segment-builder.ts';
import type { NewSegment } from './segment-writer.ts';
import { Segment } from './segment.ts';

/** One OSV record, as JSON or parsed. */
export interface OsvInput {
  /** For people, and, where it is a record's id, to keep what is known under it when the record cannot be read: `GHSA-….json` without its end. */
  readonly name: string;
  readonly content: Uint8Array | string | object;
}

export interface RecordsContent {
  readonly kind: 'records';
  readonly complete: boolean;
  readonly records: Iterable<OsvInput> | AsyncIterable<OsvInput>;
  readonly removed?: Iterable<string>;
}

/** What becomes of a source. */
export interface Made {
  /** Segments that stay. */
  readonly kept: readonly SegmentManifest[];
  /** The one that is added. */
  readonly fresh: NewSegment | undefined;
  readonly types: readonly string[];
  readonly records: number;
  readonly changed: number;
  readonly removed: number;
  readonly problems: { readonly count: number; readonly named: readonly string[] };
  /** Nothing but the manifest, what changed, or all of the source anew. */
  readonly wrote: 'nothing' | 'changes' | 'everything';
}

interface Live {
  readonly segment: Segment;
  readonly number: number;
}

/** Puts records beside those that are there: only what changed is written, until that is a fifth of all. */
export class RecordsUpdate {
  private readonly segments: readonly Segment[];
  private readonly kept: readonly SegmentManifest[];
  private readonly live = new Map<string, Live>();
  private readonly source: string;
  private readonly builder: SegmentBuilder;
  private readonly named: string[] = [];
  private problems = 0;

  /** `complete`: what comes replaces all, so that damage to what is there does no harm. Else it throws AdvisoryIndexError for it. */
  constructor(folder: string, source: string, before: SourceManifest | undefined, complete: boolean) {
    const known = before?.kind === 'advisories' ? before.segments : [];
    try {
      this.segments = opened(known, folder);
      this.kept = known;
    } catch (error) {
      if (!complete || !(error instanceof AdvisoryIndexError)) throw error;
      this.segments = [];
      this.kept = [];
    }
    this.source = source;
    this.builder = new SegmentBuilder(source);
    for (const segment of this.segments) {
      for (const id of segment.removed()) this.live.delete(id);
      for (let number = 0; number < segment.records; number++) {
        const { id } = segment.head(number);
        if (id !== '') this.live.set(id, { segment, number });
      }
    }
  }

  async run(content: RecordsContent): Promise<Made> {
    try {
      const gone = new Set(content.removed);
      const seen = new Set<string>();
      for await (const input of content.records) {
        const id = this.put(input);
        seen.add(id ?? input.name);
        if (id !== undefined) gone.delete(id);
      }
      if (content.complete && seen.size === 0 && this.live.size > 0)
        throw new AdvisoryIndexError(
          'no-records',
          this.source,
          'as a whole',
          `it had ${this.live.size} records and now has none: what is known is kept. Remove the source to forget them`,
        );
      if (content.complete) for (const id of this.live.keys()) if (!seen.has(id)) gone.add(id);
      return this.made([...gone].filter((id) => this.live.has(id)));
    } finally {
      for (const segment of this.segments) segment.close();
    }
  }

  /** The record's id, where it has one. */
  private put({ name, content }: OsvInput): string | undefined {
    const { record, problems } = parseOsv(content);
    for (const problem of problems) {
      this.problems++;
      if (this.named.length < 20) this.named.push(`${record?.id ?? name}: ${problem}`.slice(0, 300));
    }
    if (record === undefined) return undefined;
    const digest = digestOfRecord(record);
    const live = this.live.get(record.id);
    if (live !== undefined && live.segment.head(live.number).digest === digest)
      this.builder.discard(record.id, record.modified);
    else this.builder.add(record, digest);
    return record.id;
  }

  private made(gone: readonly string[]): Made {
    const changed = this.builder.ids();
    const replaced = changed.filter((id) => this.live.has(id));
    const records = this.live.size + changed.length - replaced.length - gone.length;
    const common = {
      records,
      changed: changed.length,
      removed: gone.length,
      problems: { count: this.problems, named: this.named },
    };
    const types = this.segments.flatMap(({ meta }) => meta.types);
    if (changed.length === 0 && gone.length === 0)
      return { ...common, kept: this.kept, fresh: undefined, types, wrote: 'nothing' };
    const added = this.segments
      .slice(1)
      .reduce((sum, { meta }) => sum + meta.records + meta.removed, changed.length + gone.length);
    const whole = this.segments.length === 0 || this.segments.length > 8 || added > Math.max(1000, this.live.size / 5);
    if (whole) {
      const replacedOrGone = new Set([...replaced, ...gone]);
      for (const segment of this.segments) {
        this.builder.addSegment(segment, (number) => {
          const { id } = segment.head(number);
          const live = this.live.get(id);
          return live?.segment === segment && live.number === number && !replacedOrGone.has(id);
        });
      }
    } else for (const id of [...replaced, ...gone]) this.builder.remove(id);
    const fresh = this.builder.finish();
    return {
      ...common,
      kept: whole ? [] : this.kept,
      fresh,
      types: whole ? fresh.meta.types : [...types, ...fresh.meta.types],
      wrote: whole ? 'everything' : 'changes',
    };
  }
}

/** Throws AdvisoryIndexError. */
export function opened(known: readonly SegmentManifest[], folder: string): Segment[] {
  const segments: Segment[] = [];
  try {
    for (const { file } of known) segments.push(Segment.open(join(folder, file)));
    return segments;
  } catch (error) {
    for (const segment of segments) segment.close();
    throw error;
  }
}
