import { readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { clone, GitError, withoutCredentials } from '#ground/git';
import type { Json } from '#ground/model';
import { ask, type Asking, fetchFile } from './ask.ts';
import { updateFromRegistries } from './deprecations.ts';
import { readEndsOfLife } from './end-of-life.ts';
import { readExploitPredictions } from './exploit-prediction.ts';
import { FeedError } from './feed-error.ts';
import type { FeedKind, FeedUpdate } from './feed.ts';
import { updateFromGithub } from './github-api.ts';
import { parseJson } from './json.ts';
import { readKnownExploited } from './known-exploited.ts';
import { osvOfNpmAudit } from './npm-audit.ts';
import { refuseSilent, updateFromOsvApi } from './osv-api.ts';
import { updateFromBucket, validatorsOf } from './osv-bucket.ts';
import { type OsvFilesOptions, recordsInFile, recordsInFolder } from './osv-files.ts';

/** Asks a source what it has to say since the last time. @throws FeedError, AbortError, and what the system says of files. */
export async function updateOf(asking: Asking): Promise<FeedUpdate> {
  return updaters[asking.source.kind](asking);
}

const updaters: Readonly<Record<FeedKind, (asking: Asking) => Promise<FeedUpdate>>> = {
  'osv-bucket': updateFromBucket,
  'osv-api': updateFromOsvApi,
  'github-api': updateFromGithub,
  'npm-audit': updateFromNpmAudit,
  deprecations: updateFromRegistries,
  'osv-files': updateFromFiles,
  'known-exploited': (asking) => updateFromOneFile(asking, 'known-exploited'),
  'exploit-prediction': (asking) => updateFromOneFile(asking, 'exploit-prediction'),
  'end-of-life': (asking) => updateFromOneFile(asking, 'end-of-life'),
};

const mostBytes = 4 * 2 ** 30;
const mostOfOneFile = 256 << 20;

async function updateFromOneFile(asking: Asking, kind: OneFileKind): Promise<FeedUpdate> {
  const { source, context } = asking;
  if (!isUrl(source.location))
    return readOneFile(kind, readFileSync(source.location), basename(source.location), asking);
  const url = new URL(source.location);
  const validators = context.known.records > 0 ? validatorsOf(context.cursor) : undefined;
  const answer = await ask(asking, { url }, { mostBytes: mostOfOneFile, validators });
  if (answer.status === 304) return { kind: 'unchanged', cursor: context.cursor };
  return readOneFile(kind, answer.body, basename(url.pathname) || url.host, asking, { ...answer.validators });
}

export type OneFileKind = 'end-of-life' | 'exploit-prediction' | 'known-exploited';

/** Of bytes that may be compressed by gzip. @throws FeedError */
export function readOneFile(
  kind: OneFileKind,
  bytes: Uint8Array,
  file: string,
  { context: { problems } }: Pick<Asking, 'context'>,
  cursor?: Json,
): FeedUpdate {
  const plain = unzipped(bytes, file);
  if (kind === 'known-exploited') return { kind: 'exploited', ...readKnownExploited(plain, file, problems), cursor };
  if (kind === 'exploit-prediction') {
    const text = Buffer.from(plain.buffer, plain.byteOffset, plain.length).toString('latin1');
    return { kind: 'epss', ...readExploitPredictions(text, file, problems), cursor };
  }
  const { facts, modified } = readEndsOfLife(plain, file, problems);
  return { kind: 'facts', entries: facts, modified, cursor };
}

/** @throws FeedError `too-large` for what unfolds to more than any honest file has. */
export function unzipped(bytes: Uint8Array, file: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: mostOfOneFile });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new FeedError('too-large', file, `it unfolds to more than ${mostOfOneFile} bytes`, { cause });
    throw new FeedError(code === 'Z_BUF_ERROR' ? 'truncated' : 'damaged', file, 'its compressed bytes are damaged', {
      cause,
    });
  }
}

async function updateFromFiles(asking: Asking): Promise<FeedUpdate> {
  const { source, context } = asking;
  if (source.isRepository === true) return updateFromRepository(asking);
  if (!isUrl(source.location)) return filesAt(asking, source.location, source.location, undefined);
  const url = new URL(source.location);
  const validators = context.known.records > 0 ? validatorsOf(context.cursor) : undefined;
  const got = await fetchFile(asking, url, { mostBytes, validators });
  if (!got.isWritten) return { kind: 'unchanged', cursor: context.cursor };
  return filesAt(asking, got.path, `${url.host}${url.pathname}`, { ...got.validators });
}

/** The folder is removed when it was read. */
async function updateFromRepository(asking: Asking): Promise<FeedUpdate> {
  const { source, context } = asking;
  const folder = join(context.folder, `${source.id}.clone`);
  const shown = withoutCredentials(source.location);
  rmSync(folder, { recursive: true, force: true });
  context.onProgress?.({ source: source.id, phase: 'fetching', done: 0, unit: 'records' });
  try {
    await clone(source.location, folder, { depth: 1 });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (!(error instanceof GitError)) throw error;
    const said = error.message.split('\n')[0]?.replaceAll(source.location, shown) ?? '';
    throw new FeedError('unreachable', shown, `it could not be cloned: ${said}`, { cause: error });
  }
  return filesAt(asking, folder, shown, undefined);
}

/** All records of a folder or file, as one complete update. */
export function filesAt(asking: Asking, path: string, name: string, cursor: Json | undefined): FeedUpdate {
  const { source, context } = asking;
  const unread = new Set<string>();
  const options: OsvFilesOptions = {
    problems: context.problems,
    below: source.below,
    namedByIds: source.namedByIds === true,
    unread,
    onProgress: (done) => context.onProgress?.({ source: source.id, phase: 'reading', done, unit: 'records' }),
  };
  return {
    kind: 'advisories',
    isComplete: true,
    records: isFolder(path, name) ? recordsInFolder(path, name, options) : recordsInFile(path, name, options),
    removed: () => [],
    unread: () => [...unread],
    cursor: () => cursor,
  };
}

function isFolder(path: string, name: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new FeedError('not-found', name, 'there is no such file or folder');
  return found.isDirectory();
}

function isUrl(location: string): boolean {
  return /^https?:\/\//i.test(location);
}

/** The registry learns names of packages, and answers with their advisories. */
async function updateFromNpmAudit(asking: Asking): Promise<FeedUpdate> {
  const { source, context } = asking;
  const packages = (context.packages ?? refuseSilent(source.id)).filter((purl) => purl.startsWith('pkg:npm/'));
  const url = new URL(`${source.location.replace(/\/$/, '')}/-/npm/v1/security/advisories/bulk`);
  const found = [];
  const versions = versionsByName(packages);
  const names = [...versions.keys()];
  for (let at = 0; at < names.length; at += mostNames) {
    const body = JSON.stringify(
      Object.fromEntries(names.slice(at, at + mostNames).map((name) => [name, versions.get(name)])),
    );
    const answer = await ask(
      asking,
      { method: 'POST', url, headers: { 'content-type': 'application/json' }, body },
      { mostBytes: 64 << 20 },
    );
    found.push(...osvOfNpmAudit(parseJson(answer.body, url.pathname), url.pathname, context.problems));
  }
  return {
    kind: 'advisories',
    isComplete: true,
    records: found.map((value) => ({ file: url.pathname, place: String(value['id']), value })),
    removed: () => [],
    unread: () => [],
    cursor: () => undefined,
  };
}

const mostNames = 1000;

/** The endpoint answers with what affects one of the versions that are given; a name without a version cannot be asked about. */
function versionsByName(purls: readonly string[]): Map<string, string[]> {
  const versions = new Map<string, string[]>();
  for (const purl of purls) {
    const match = /^pkg:npm\/((?:[^/@]+\/)?[^/@]+)@([^?#]+)/.exec(purl);
    if (match === null) continue;
    const name = decodeURIComponent(match[1] ?? '');
    const list = versions.get(name) ?? [];
    list.push(decodeURIComponent(match[2] ?? ''));
    versions.set(name, list);
  }
  return versions;
}
