import { closeSync, type Dirent, openSync, readdirSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { containerKind, membersOf, type RandomAccess } from '#ground/archives';
import { FeedError, type FeedProblems } from './feed-error.ts';
import type { FoundRecord } from './feed.ts';
import { accessOf } from './file-access.ts';
import { isObject, parseJson } from './json.ts';

export interface OsvFilesOptions {
  readonly problems: FeedProblems;
  /** Only files below one of these folders; the first folder of an archive of a repository does not count. */
  readonly below?: readonly string[] | undefined;
  /** A record in a file of another name is left out. */
  readonly namedByIds?: boolean;
  /** Ids whose files could not be read are added. */
  readonly unread: Set<string>;
  /** Called now and then: bytes of the file, or files of the folder. */
  onProgress?(done: number, of: number | undefined): void;
}

const limits = { memberBytes: 64 << 20, totalBytes: 32 * 2 ** 30, depth: 3, members: 4_000_000 };
const longestMilliseconds = 30 * 60_000;

/**
 * The records in OSV form in an archive, a file of JSON (one record, or a list) or of JSON lines. What is wrong with one member is a problem;
 * what is wrong with the whole is a FeedError, as what it lacks would be taken for gone.
 */
export function* recordsInFile(path: string, name: string, options: OsvFilesOptions): Generator<FoundRecord> {
  const file = openSync(path, 'r');
  try {
    const access = accessOf(file);
    const kind = containerKind(access.read(0, 512).slice());
    if (kind === undefined) yield* recordsInJson(wholeOf(access, name), name, options);
    else yield* recordsInArchive(access, name, options);
  } finally {
    closeSync(file);
  }
}

function* recordsInArchive(access: RandomAccess, name: string, options: OsvFilesOptions): Generator<FoundRecord> {
  // Whoever scans an archive reads what is left of it; of a feed, what is lost would pass for gone.
  if (containerKind(access.read(0, 512)) === 'zip' && !hasDirectory(access))
    throw new FeedError('truncated', name, 'it is cut off: its directory is missing', {
      place: 'the archive as a whole',
    });
  let members = 0;
  const deadline = performance.now() + longestMilliseconds;
  for (const member of membersOf(access, name, { ...limits, deadline })) {
    if (member.path === '' && !('bytes' in member))
      throw new FeedError(member.reason === 'too-large' ? 'too-large' : 'damaged', name, member.detail, {
        place: 'the archive as a whole',
      });
    if (!isWanted(member.path, options.below)) continue;
    members += 1;
    if ((members & 1023) === 0) options.onProgress?.(members, undefined);
    if ('bytes' in member) yield* recordsInJson(member.bytes, name, options, member.path);
    else leaveOut(options, name, member.path, member.detail);
  }
  if (members === 0) throw new FeedError('damaged', name, 'no file in it is an advisory in OSV form (.json)');
}

/** The end of central directory record (PKWARE APPNOTE 4.3.16), whose comment is all that follows. */
function hasDirectory(access: RandomAccess): boolean {
  const length = Math.min(access.size, 22 + 65_535);
  const tail = Buffer.from(access.read(access.size - length, length));
  for (let at = tail.length - 22; at >= 0; at -= 1)
    if (tail.readUInt32LE(at) === 0x06054b50 && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return true;
  return false;
}

/** The records in a folder and those below it. Links are not followed, and what begins with a dot is left alone. */
export function* recordsInFolder(root: string, name: string, options: OsvFilesOptions): Generator<FoundRecord> {
  let files = 0;
  for (const path of filesBelow(root)) {
    const inside = relative(root, path).split(sep).join('/');
    if (!isWanted(inside, options.below)) continue;
    files += 1;
    if ((files & 255) === 0) options.onProgress?.(files, undefined);
    const file = openSync(path, 'r');
    try {
      yield* recordsInJson(wholeOf(accessOf(file), name), name, options, inside);
    } catch (error) {
      if (!(error instanceof FeedError) || error.code !== 'too-large') throw error;
      leaveOut(options, name, inside, 'it is too large for an advisory');
    } finally {
      closeSync(file);
    }
  }
  if (files === 0) throw new FeedError('damaged', name, 'no file in it is an advisory in OSV form (.json)');
}

function* filesBelow(root: string): Generator<string> {
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries: Dirent[] = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) yield path;
    }
  }
}

function isWanted(path: string, below: readonly string[] | undefined): boolean {
  if (!/\.(?:json|jsonl|ndjson)$/i.test(path)) return false;
  if (below === undefined) return true;
  const rest = path.slice(path.indexOf('/') + 1);
  return below.some((folder) => path.startsWith(`${folder}/`) || rest.startsWith(`${folder}/`));
}

function* recordsInJson(
  bytes: Uint8Array,
  file: string,
  options: OsvFilesOptions,
  member?: string,
): Generator<FoundRecord> {
  const place = member === undefined ? {} : { place: member };
  if (/\.(?:jsonl|ndjson)$/i.test(member ?? file)) {
    yield* recordsInLines(bytes, file, options, member);
    return;
  }
  let value: unknown;
  try {
    value = parseJson(bytes, member === undefined ? file : `${file}!/${member}`);
  } catch (error) {
    if (member === undefined || !(error instanceof FeedError)) throw error;
    leaveOut(options, file, error.place === undefined ? member : `${member}, ${error.place}`, error.what, member);
    return;
  }
  const many = listIn(value);
  if (many !== undefined) {
    for (const [at, one] of many.entries()) {
      const where = `${member === undefined ? '' : `${member}, `}[${at}]`;
      if (isObject(one)) yield { file, place: where, value: one };
      else options.problems.add({ file, place: where, what: 'is no advisory' });
    }
  } else if (!isObject(value)) leaveOut(options, file, member ?? 'the whole', 'it is no advisory', member);
  else if (options.namedByIds === true && member !== undefined && value['id'] !== idOfName(member))
    leaveOut(options, file, member, `it holds ${shown(value['id'])}, which its name does not say`, member);
  else yield { file, ...place, value };
}

function shown(id: unknown): string {
  return typeof id === 'string' ? JSON.stringify(id.slice(0, 60)) : 'no id';
}

/** One record a line. A last line without an end was cut. */
function* recordsInLines(
  bytes: Uint8Array,
  file: string,
  { problems }: OsvFilesOptions,
  member: string | undefined,
): Generator<FoundRecord> {
  const prefix = member === undefined ? '' : `${member}, `;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let number = 0;
  for (let at = 0; at < buffer.length;) {
    const found = buffer.indexOf(10, at);
    const end = found < 0 ? buffer.length : found;
    number += 1;
    const place = `${prefix}line ${number}`;
    const line = buffer.subarray(at, end);
    at = end + 1;
    if (line.every((byte) => byte === 32 || byte === 13)) continue;
    try {
      const value = parseJson(line, file);
      if (isObject(value)) yield { file, place, value };
      else problems.add({ file, place, what: 'is no advisory' });
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      if (found < 0) throw new FeedError('truncated', file, 'it ends in the middle of a line', { place });
      problems.add({ file, place, what: error.what });
    }
  }
}

/** A list, or the list in what APIs answer. */
function listIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (!isObject(value) || 'id' in value) return undefined;
  return ['vulns', 'vulnerabilities', 'advisories', 'records']
    .map((name) => value[name])
    .find((list) => Array.isArray(list)) as readonly unknown[] | undefined;
}

function leaveOut(
  { problems, unread }: OsvFilesOptions,
  file: string,
  place: string,
  what: string,
  member: string = place,
): void {
  problems.add({ file, place, what });
  unread.add(idOfName(member));
}

/** What the file of a record is called without its ending. */
function idOfName(path: string): string {
  return basename(path).replace(/\.json$/i, '');
}

const most = 512 << 20;

function wholeOf(access: RandomAccess, name: string): Uint8Array {
  if (access.size > most)
    throw new FeedError('too-large', name, `it has ${access.size} bytes; ${most} are read at most`);
  const whole = new Uint8Array(access.size);
  for (let at = 0; at < whole.length;) {
    const piece = access.read(at, whole.length - at);
    if (piece.length === 0) throw new FeedError('changed', name, 'it became shorter while it was read');
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
