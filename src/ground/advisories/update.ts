import { hash } from 'node:crypto';
import { readdirSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '#ground/model';
import { AdvisoryIndexError } from './bytes.ts';
import { locked } from './lock.ts';
import {
  emptyManifest,
  isSourceId,
  type Manifest,
  readManifest,
  type SegmentManifest,
  type SourceManifest,
  writeDurably,
  writeManifest,
} from './manifest.ts';
import { type Epss, epssSegment, type Exploited, exploitedSegment, type FactRecord, factsSegment } from './overlays.ts';
import { packageKeyOf } from './package-key.ts';
import { type Made, opened, type RecordsContent, RecordsUpdate } from './records-update.ts';
import type { SourceKind } from './segment-format.ts';
import type { NewSegment } from './segment-writer.ts';
import { Segment } from './segment.ts';

/** What somebody fetched from a source, to be put into the index. */
export interface SourceUpdate {
  readonly source: {
    /** Letters in lower case, digits, dots and hyphens; at most 64. */
    readonly id: string;
    /** For people: a URL without credentials, a path. */
    readonly origin?: string;
    /** When its data is stale. */
    readonly limitHours: number;
    /** Types of package URLs that it speaks of although no record of it does, yet. */
    readonly types?: readonly string[];
    readonly partial?: true;
    /** See SourceState. */
    readonly wholeOf?: readonly string[];
  };
  /** Milliseconds since 1970: when the source was asked. */
  readonly checkedAt: number;
  /** The latest change that the source states, in milliseconds since 1970. */
  readonly modified?: number;
  /** Kept for the fetcher's next time. Absent: the old one stays. */
  readonly cursor?: Json;
  readonly content: SourceContent;
}

/**
 * - `unchanged`: the source said so;
 * - `records`: OSV records. `complete`: all that the source has, so that others are gone; else those that changed, and `removed`, which are gone;
 * - the overlays are always complete.
 */
export type SourceContent =
  | { readonly kind: 'unchanged' }
  | RecordsContent
  | { readonly kind: 'exploited'; readonly entries: Iterable<Exploited> }
  | { readonly kind: 'epss'; readonly entries: Iterable<Epss> }
  | { readonly kind: 'facts'; readonly entries: Iterable<FactRecord> };

/** What an update did. */
export interface UpdateReport {
  readonly source: string;
  /** Records that are new or different. */
  readonly changed: number;
  readonly removed: number;
  /** In the source, now. */
  readonly records: number;
  /** Of the records: how many things made no sense, and the first of them in words. */
  readonly problems: Made['problems'];
  /** Written: nothing but the manifest, what changed, or all of the source anew. */
  readonly wrote: Made['wrote'];
  readonly bytes: number;
}

/**
 * Puts what a source has into the index, in one step: whoever opens the index has the old state or the new one, also if this process dies. One
 * process at a time (AdvisoryIndexError `busy`). Whatever `records` throws ends it with nothing changed.
 */
export async function updateSource(folder: string, update: SourceUpdate): Promise<UpdateReport> {
  const { source, content } = update;
  if (!isSourceId(source.id)) throw new RangeError('a source is named by lower-case letters, digits, dots and hyphens');
  return locked(folder, async () => {
    const manifest = readManifest(folder) ?? emptyManifest;
    const before = manifest.sources.find(({ id }) => id === source.id);
    const made = await madeOf(folder, update, before);
    const segments = [...made.kept, ...(made.fresh === undefined ? [] : [write(folder, made.fresh)])];
    const after: SourceManifest = {
      id: source.id,
      kind: content.kind === 'unchanged' ? (before?.kind ?? 'advisories') : kinds[content.kind],
      ...(source.origin === undefined ? {} : { origin: source.origin }),
      ...(source.partial === undefined ? {} : { partial: source.partial }),
      ...(source.wholeOf === undefined ? {} : { wholeOf: source.wholeOf }),
      checkedAt: update.checkedAt,
      modified: update.modified ?? before?.modified ?? 0,
      limitHours: source.limitHours,
      types: [...new Set([...(source.types ?? []), ...made.types])].sort(),
      records: made.records,
      problems: made.problems,
      ...(update.cursor === undefined
        ? before?.cursor === undefined
          ? {}
          : { cursor: before.cursor }
        : { cursor: update.cursor }),
      segments,
    };
    commit(folder, manifest, [...manifest.sources.filter(({ id }) => id !== source.id), after]);
    const { changed, removed, records, problems, wrote, fresh } = made;
    return { source: source.id, changed, removed, records, problems, wrote, bytes: fresh?.bytes.length ?? 0 };
  });
}

/** Forgets a source. False when there was none. */
export async function removeSource(folder: string, id: string): Promise<boolean> {
  return locked(folder, () => {
    const manifest = readManifest(folder) ?? emptyManifest;
    const sources = manifest.sources.filter((source) => source.id !== id);
    if (sources.length === manifest.sources.length) return false;
    commit(folder, manifest, sources);
    return true;
  });
}

/**
 * Puts a whole index that somebody else made (a mirror, a bundle) in place of this one. `files`: the segments that `manifest` names; they are held
 * to its digests. Throws AdvisoryIndexError with nothing changed.
 */
export async function replaceIndex(
  folder: string,
  manifest: Manifest,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  await locked(folder, () => {
    for (const { file, sha256 } of manifest.sources.flatMap(({ segments }) => segments)) {
      const bytes = files.get(file);
      if (bytes === undefined)
        throw new AdvisoryIndexError('missing', file, 'as a whole', 'the manifest names it, and it is not there');
      if (hash('sha256', bytes, 'hex') !== sha256)
        throw new AdvisoryIndexError(
          'corrupt',
          file,
          'as a whole',
          'its digest is not the one that the manifest states',
        );
      writeDurably(folder, file, bytes);
      Segment.open(join(folder, file)).close();
    }
    const before = readManifest(folder)?.revision ?? 0;
    commit(folder, { ...manifest, revision: Math.max(before, manifest.revision) }, manifest.sources);
  });
}

const kinds: Readonly<Record<Exclude<SourceContent['kind'], 'unchanged'>, SourceKind>> = {
  records: 'advisories',
  exploited: 'exploited',
  epss: 'epss',
  facts: 'facts',
};

async function madeOf(
  folder: string,
  { source, content }: SourceUpdate,
  before: SourceManifest | undefined,
): Promise<Made> {
  switch (content.kind) {
    case 'unchanged':
      // What cannot be read must not pass for fresh.
      for (const segment of opened(before?.segments ?? [], folder)) segment.close();
      return {
        kept: before?.segments ?? [],
        fresh: undefined,
        types: before?.types ?? [],
        records: before?.records ?? 0,
        changed: 0,
        removed: 0,
        problems: before?.problems ?? { count: 0, named: [] },
        wrote: 'nothing',
      };
    case 'exploited':
      return overlay(exploitedSegment(source.id, content.entries), before);
    case 'epss':
      return overlay(epssSegment(source.id, content.entries), before);
    case 'facts':
      return overlay(
        factsSegment(source.id, content.entries, (purl) => packageKeyOf(purl)?.key),
        before,
      );
    case 'records':
    default:
      return new RecordsUpdate(folder, source.id, before, content.complete).run(content);
  }
}

function overlay(fresh: NewSegment, before: SourceManifest | undefined): Made {
  const { records, types } = fresh.meta;
  const same = before?.segments.length === 1 && before.segments[0]?.sha256 === hash('sha256', fresh.bytes, 'hex');
  return {
    kept: same ? before.segments : [],
    fresh: same ? undefined : fresh,
    types,
    records,
    changed: same ? 0 : records,
    removed: 0,
    problems: { count: 0, named: [] },
    wrote: same ? 'nothing' : 'everything',
  };
}

function write(folder: string, { meta, bytes }: NewSegment): SegmentManifest {
  const sha256 = hash('sha256', bytes, 'hex');
  const file = `${meta.source}-${sha256.slice(0, 16)}.seg`;
  writeDurably(folder, file, bytes);
  return { file, bytes: bytes.length, sha256, records: meta.records };
}

function commit(folder: string, before: Manifest, sources: readonly SourceManifest[]): void {
  const inOrder = [...sources].sort((a, b) => (a.id < b.id ? -1 : 1));
  writeManifest(folder, { format: emptyManifest.format, revision: before.revision + 1, sources: inOrder });
  sweep(folder, new Set(inOrder.flatMap(({ segments }) => segments.map(({ file }) => file))));
}

/** Removes files that no manifest names any more. Not at once: somebody may have read the manifest before this one, and be about to open them. */
function sweep(folder: string, named: ReadonlySet<string>): void {
  const before = Date.now() - 10 * 60_000;
  for (const file of readdirSync(folder)) {
    if (named.has(file) || !/\.(?:seg|tmp)$/.test(file)) continue;
    try {
      const path = join(folder, file);
      if (statSync(path).mtimeMs < before) unlinkSync(path);
    } catch {
      // Windows keeps files that somebody has open; the next sweep gets them.
    }
  }
}
