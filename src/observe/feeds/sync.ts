import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AdvisoryIndexError, knownRecords, updateSource } from '#ground/advisories';
import { withoutCredentials } from '#ground/git';
import type { Network } from '#ground/net';
import { makeFolder } from '#ground/places';
import type { Asking } from './ask.ts';
import { FeedError, FeedProblems } from './feed-error.ts';
import type { FeedContext, FeedSource, FeedUpdate } from './feed.ts';
import { noteState } from './feed-state.ts';
import { putIntoIndex, type PutReport } from './put.ts';
import { spooled } from './spool.ts';
import { updateOf } from './updates.ts';

/** How one source went. */
export type SourceOutcome = { readonly source: FeedSource; readonly origin: string } & (
  | ({ readonly result: 'updated' | 'unchanged' } & PutReport)
  | { readonly result: 'failed'; readonly failure: FeedFailure }
);

export interface FeedFailure {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
}

export interface SyncOptions {
  /** The index's folder. */
  readonly folder: string;
  readonly net: Network;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Package URLs that sources may be told; undefined: none. */
  readonly packages?: readonly string[];
  readonly acceptShrink?: boolean;
  readonly acceptOlder?: boolean;
  /** What is read was not asked from its source just now: when it is from, in milliseconds since 1970, or as the data itself says. */
  readonly asOf?: number | 'as it says';
  readonly signal?: AbortSignal;
  readonly onProgress?: FeedContext['onProgress'];
  onOutcome?(outcome: SourceOutcome): void;
}

/**
 * Asks each source what changed, one after the other, and puts it into the index. A source that fails is told, keeps what is stored of it, and
 * hides no other. Rejects with AbortError when told to stop.
 */
export async function syncSources(sources: readonly FeedSource[], options: SyncOptions): Promise<SourceOutcome[]> {
  const outcomes: SourceOutcome[] = [];
  for (const source of sources) {
    options.signal?.throwIfAborted();
    const origin = originOf(source);
    let outcome: SourceOutcome;
    try {
      outcome = { source, origin, ...(await syncOne(source, origin, options)) };
    } catch (error) {
      options.signal?.throwIfAborted();
      outcome = { source, origin, result: 'failed', failure: failureOf(error, source.id) };
    }
    note(outcome, options);
    outcomes.push(outcome);
    options.onOutcome?.(outcome);
  }
  return outcomes;
}

async function syncOne(
  source: FeedSource,
  origin: string,
  options: SyncOptions,
): Promise<{ readonly result: 'updated' | 'unchanged' } & PutReport> {
  const problems = new FeedProblems();
  const folder = join(options.folder, 'fetched');
  makeFolder(folder);
  const now = options.now();
  const known = knownRecords(options.folder, source.id);
  const notes: string[] = [];
  const asking: Asking = {
    source,
    context: {
      net: options.net,
      environment: options.environment,
      folder,
      now,
      known,
      cursor: known.cursor,
      packages: options.packages,
      problems,
      note: (text) => void (notes.includes(text) || notes.push(text)),
      ...(options.signal !== undefined && { signal: options.signal }),
      ...(options.onProgress !== undefined && { onProgress: options.onProgress }),
    },
  };
  let update: FeedUpdate;
  let put: PutReport;
  try {
    update = await spooled(await updateOf(asking), join(folder, `${source.id}.spool`));
    put = await putIntoIndex(source, update, {
      folder: options.folder,
      now,
      origin,
      problems,
      ...(options.asOf !== undefined && { asOf: options.asOf }),
      acceptShrink: options.acceptShrink === true,
      acceptOlder: options.acceptOlder === true,
      ...(options.onProgress !== undefined && { onProgress: options.onProgress }),
    });
  } finally {
    // What is half fetched stays, to go on with; what was read is in the index, or is not wanted.
    for (const ending of ['fetched', 'clone', 'spool'])
      rmSync(join(folder, `${source.id}.${ending}`), { recursive: true, force: true });
  }
  const broken = update.kind === 'advisories' ? update.interrupted?.() : undefined;
  if (broken !== undefined) throw broken;
  if (update.kind === 'advisories' && update.about !== undefined) await noteAsked(source, update.about, options, now);
  return { result: update.kind === 'unchanged' ? 'unchanged' : 'updated', ...put, notes: [...notes, ...put.notes] };
}

/** About which packages a source was asked: what it did not say of them means something. */
async function noteAsked(
  { id, limitHours }: FeedSource,
  purls: readonly string[],
  { folder }: SyncOptions,
  now: number,
): Promise<void> {
  const text = `${id} was asked about it`;
  const entries = purls.map((purl) => ({ package: purl, fact: { kind: 'asked', since: now, text } }));
  await updateSource(folder, {
    source: { id: `${id}.asked`, limitHours },
    checkedAt: now,
    content: { kind: 'facts', entries },
  });
}

function originOf({ location }: FeedSource): string {
  const shown = withoutCredentials(location);
  return shown.replace(/[?#].*$/s, '');
}

function note(outcome: SourceOutcome, { folder, now }: SyncOptions): void {
  if (outcome.result === 'failed') {
    const { code, message } = outcome.failure;
    noteState(folder, outcome.source.id, (before) => ({ ...before, failure: { at: now(), code, message } }));
  } else {
    const { problems, notes } = outcome;
    noteState(folder, outcome.source.id, (before) => ({
      ...(outcome.result === 'unchanged' && before.problems !== undefined
        ? { problems: before.problems }
        : { problems }),
      notes,
    }));
  }
}

/** What went wrong, in words; a fault of ours is thrown on. */
export function failureOf(error: unknown, id: string): FeedFailure {
  if (error instanceof FeedError)
    return {
      code: error.code,
      message: error.message,
      ...(error.remedy !== undefined && { remedy: error.remedy }),
    };
  if (error instanceof AdvisoryIndexError) {
    const remedy = error.code === 'busy' ? 'Wait until it is done, and try again.' : undefined;
    return { code: error.code, message: error.message, ...(remedy !== undefined && { remedy }) };
  }
  const { code, path } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const words = code === undefined ? undefined : systemWords.get(code);
  if (words === undefined) throw error;
  return {
    code: words.code,
    message: `${id}: ${words.said}${path === undefined ? '' : `: ${path}`}`,
    remedy: words.remedy,
  };
}

const place = 'What is stored stays. Make room or choose another place by SELVEDGE_DATA_HOME.';
const systemWords: ReadonlyMap<string, { code: string; said: string; remedy: string }> = new Map([
  ['ENOSPC', { code: 'disk-full', said: 'the disk is full', remedy: place }],
  ['EDQUOT', { code: 'disk-full', said: 'the quota of the disk is used up', remedy: place }],
  ['EROFS', { code: 'read-only', said: 'the place of the index cannot be written', remedy: place }],
  ['EACCES', { code: 'read-only', said: 'it may not be read or written', remedy: place }],
  ['EPERM', { code: 'read-only', said: 'it may not be read or written', remedy: place }],
  ['ENOTDIR', { code: 'read-only', said: 'the place of the index is no folder', remedy: place }],
  ['EEXIST', { code: 'read-only', said: 'the place of the index is no folder', remedy: place }],
  ['EISDIR', { code: 'damaged', said: 'it is a folder where a file should be', remedy: 'Name the file.' }],
]);
