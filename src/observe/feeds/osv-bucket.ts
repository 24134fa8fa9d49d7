import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Json } from '#ground/model';
import type { Download, Validators } from '#ground/net';
import { ask, type Asking, fetchFile } from './ask.ts';
import { FeedError } from './feed-error.ts';
import { type FeedUpdate, type FoundRecord, stopIfAsked } from './feed.ts';
import { instantIn, isObject, parseJson } from './json.ts';
import { type OsvFilesOptions, recordsInFile } from './osv-files.ts';

/**
 * What changed in an ecosystem's dump since the last time. `modified_id.csv` lists what there is (`2026-11-22T08:00:00Z,GHSA-…`): few changes are
 * fetched one by one, many with `all.zip`. Where there is no such list, the dump is fetched when it changed.
 */
export async function updateFromBucket(asking: Asking): Promise<FeedUpdate> {
  const cursor = cursorOf(asking.context.cursor);
  const hasAny = asking.context.known.records > 0;
  const listing = await ask(
    asking,
    { url: placeOf(asking, 'modified_id.csv') },
    { mostBytes: 256 << 20, validators: hasAny ? cursor.listing : undefined, mayLack: true },
  );
  if (listing.status === 304) return { kind: 'unchanged', cursor: asking.context.cursor };
  if (listing.status === 404) return wholeDump(asking, hasAny ? cursor.dump : undefined, undefined);
  const listed = readListing(listing.body, asking);
  const changes = hasAny ? changesIn(listed, asking) : undefined;
  const next = { ...cursor, listing: listing.validators };
  if (changes === undefined || changes.length > mostSingly) return wholeDump(asking, undefined, { next, listed });
  const removed = [...asking.context.known.byId.keys()].filter((id) => !listed.has(id));
  const failed = new Set<string>();
  return {
    kind: 'advisories',
    isComplete: false,
    records: singly(asking, changes, listed, failed),
    removed: () => removed,
    unread: () => [...failed],
    // What could not be had is asked for again: without the list's validators it is read anew.
    cursor: () => jsonOf(failed.size === 0 ? next : { ...next, listing: undefined }),
  };
}

/** More than this is fetched as a whole. */
const mostSingly = 400;
const mostBytes = 4 * 2 ** 30;
const sideBySide = 6;

interface Cursor {
  readonly listing?: Validators | undefined;
  readonly dump?: Validators | undefined;
}

function placeOf({ source: { location, ecosystem = '' } }: Asking, file: string): URL {
  return new URL(`${location.replace(/\/$/, '')}/${encodeURIComponent(ecosystem)}/${encodeURIComponent(file)}`);
}

/** When each id changed last, in milliseconds since 1970. */
function readListing(bytes: Uint8Array, { source, context }: Asking): Map<string, number> {
  const listed = new Map<string, number>();
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const file = `${source.ecosystem}/modified_id.csv`;
  if (text !== '' && !text.endsWith('\n'))
    throw new FeedError('truncated', file, 'it ends in the middle of a line', {
      place: `line ${text.split('\n').length}`,
    });
  for (const [at, line] of text.split('\n').entries()) {
    const comma = line.indexOf(',');
    if (line === '' || (at === 0 && line.startsWith('modified'))) continue;
    const id = line.slice(comma + 1).trim();
    const modified = instantIn(line.slice(0, comma));
    if (comma > 0 && modified > 0 && /^[A-Za-z0-9][\w.:+-]{0,127}$/.test(id)) listed.set(id, modified);
    else context.problems.add({ file, place: `line ${at + 1}`, what: 'is no time and id' });
  }
  if (listed.size === 0) throw new FeedError('damaged', file, 'it lists nothing');
  return listed;
}

/** Newest last, so that what is stored is never ahead of what was read. */
function changesIn(listed: ReadonlyMap<string, number>, { context: { known } }: Asking): string[] {
  const isNews = ([id, modified]: readonly [string, number]): boolean => {
    const before = known.byId.get(id);
    // Whole seconds are kept.
    return before === undefined || Math.floor(modified / 1000) > Math.floor(before / 1000);
  };
  return [...listed]
    .filter(isNews)
    .sort((a, b) => a[1] - b[1])
    .map(([id]) => id);
}

async function* singly(
  asking: Asking,
  ids: readonly string[],
  listed: ReadonlyMap<string, number>,
  failed: Set<string>,
): AsyncGenerator<FoundRecord> {
  for (let at = 0; at < ids.length; at += sideBySide) {
    stopIfAsked(asking.context);
    const some = ids.slice(at, at + sideBySide);
    for (const found of await Promise.all(some.map((id) => single(asking, id, listed.get(id) ?? 0, failed))))
      if (found !== undefined) yield found;
    const { onProgress } = asking.context;
    onProgress?.({
      source: asking.source.id,
      phase: 'fetching',
      done: at + some.length,
      of: ids.length,
      unit: 'records',
    });
  }
}

/** Undefined, and told: what is not there, or is not what the list says. */
async function single(
  asking: Asking,
  id: string,
  listedAt: number,
  failed: Set<string>,
): Promise<FoundRecord | undefined> {
  const { problems } = asking.context;
  const file = `${asking.source.ecosystem}/${id}.json`;
  const answer = await ask(asking, { url: placeOf(asking, `${id}.json`) }, { mostBytes: 32 << 20, mayLack: true });
  let what = 'the list names it, and there is none';
  if (answer.status === 200) {
    try {
      const value = parseJson(answer.body, file);
      if (!isObject(value) || value['id'] !== id) what = 'it is not the advisory of that id';
      else if (Math.floor(instantIn(value['modified']) / 1000) < Math.floor(listedAt / 1000))
        what = 'it is older than the list says: one of them changed under our feet';
      else return { file, value };
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      what = `${error.place === undefined ? '' : `${error.place}: `}it is no JSON`;
    }
  }
  problems.add({ file, what });
  failed.add(id);
  return undefined;
}

async function wholeDump(
  asking: Asking,
  validators: Validators | undefined,
  listing: { readonly next: Cursor; readonly listed: ReadonlyMap<string, number> } | undefined,
): Promise<FeedUpdate> {
  const { context, source } = asking;
  const url = placeOf(asking, 'all.zip');
  const got = await fetchFile(asking, url, { mostBytes, validators });
  if (!got.isWritten) return { kind: 'unchanged', cursor: context.cursor };
  const file = `${source.ecosystem}/all.zip`;
  await refuseChanged(got, file);
  const unread = new Set<string>();
  const seen = new Set<unknown>();
  const missing = (): string[] => [...(listing?.listed.keys() ?? [])].filter((id) => !seen.has(id) && !unread.has(id));
  return {
    kind: 'advisories',
    isComplete: true,
    records: noting(recordsInFile(got.path, file, fileOptions(asking, unread)), seen),
    removed: () => [],
    unread: () => [...unread],
    cursor() {
      const lacking = missing();
      if (lacking.length === 0) return jsonOf({ ...listing?.next, dump: got.validators });
      context.problems.add({
        file,
        what: `${lacking.length} that modified_id.csv lists are not in it (${lacking.slice(0, 3).join(', ')}): they are asked for next time`,
      });
      return jsonOf({ dump: got.validators });
    },
  };
}

function fileOptions({ context, source }: Asking, unread: Set<string>): OsvFilesOptions {
  const { problems, onProgress } = context;
  return {
    problems,
    namedByIds: true,
    unread,
    onProgress: (done) => onProgress?.({ source: source.id, phase: 'reading', done, unit: 'records' }),
  };
}

function* noting(records: Iterable<FoundRecord>, seen: Set<unknown>): Generator<FoundRecord> {
  for (const record of records) {
    seen.add(record.value['id']);
    yield record;
  }
}

/** Google's storage says what it sent: `x-goog-hash: crc32c=…,md5=…`. @throws FeedError `changed` */
async function refuseChanged({ headers, path }: Download & { readonly path: string }, file: string): Promise<void> {
  const said = /(?:^|[,\s])md5=([A-Za-z0-9+/]{22}==)/.exec(String(headers['x-goog-hash'] ?? ''))?.[1];
  if (said === undefined) return;
  const digest = createHash('md5'); // what the server offers; against damage, not against an attacker
  for await (const piece of createReadStream(path)) digest.update(piece as Buffer);
  if (digest.digest('base64') !== said)
    throw new FeedError(
      'changed',
      file,
      'it is not what its server says it sent: it changed on the way or under our feet',
      {
        remedy: 'What is stored stays; try again.',
      },
    );
}

function cursorOf(value: Json | undefined): Cursor {
  if (!isObject(value)) return {};
  return { listing: validatorsOf(value['listing']), dump: validatorsOf(value['dump']) };
}

export function validatorsOf(value: unknown): Validators | undefined {
  if (!isObject(value)) return undefined;
  const { etag, lastModified } = value;
  return {
    ...(typeof etag === 'string' && { etag }),
    ...(typeof lastModified === 'string' && { lastModified }),
  };
}

function jsonOf({ listing, dump }: Cursor): Json {
  return {
    ...(listing !== undefined && { listing: { ...listing } }),
    ...(dump !== undefined && { dump: { ...dump } }),
  };
}
