import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from './error.ts';
import type { Repository } from './repository.ts';
import { gitSync } from './run.ts';

/** What git tracks: one entry of the index. */
export interface IndexEntry {
  /** Relative to the top of the work tree. */
  readonly path: string;
  /** 0o100644, 0o100755, 0o120000 (symbolic link) or 0o160000 (submodule). */
  readonly mode: number;
  readonly oid: string;
  /** 0, or 1 to 3 while a merge is unresolved. */
  readonly stage: number;
  /** `git add --intent-to-add`: there is no content yet. */
  readonly intentToAdd: boolean;
  /** `skip-worktree` (as a sparse checkout sets it) or `assume-unchanged`: git does not look whether it stands in the work tree. */
  readonly unwatched: boolean;
}

/** Object ids of folders that stand in the index as some tree already has them; git-index(5), "cache tree". */
export type CachedTrees = ReadonlyMap<string, string>;

export interface Index {
  /** Ordered by the bytes of their paths. */
  readonly entries: readonly IndexEntry[];
  readonly trees: CachedTrees;
}

export const modes = { link: 0o120000, submodule: 0o160000 } as const;

/**
 * Reads the index, or another one that git named in GIT_INDEX_FILE. Forms that this reader does not know (split,
 * sparse, SHA-256) are read by git itself. No index yet: no entries. Throws GitError `malformed`.
 */
export function readIndex(repository: Repository, file = join(repository.gitDir, 'index')): Index {
  const bytes = readRegular(file);
  if (bytes === undefined) return { entries: [], trees: new Map() };
  return parseIndex(bytes) ?? { entries: listed(repository, file), trees: new Map() };
}

/** An index of at most `limit` bytes; undefined when it is larger, missing, or of a form that only git reads. */
export function indexOf(file: string, limit: number): Index | undefined {
  const bytes = readRegular(file, limit);
  return bytes === undefined ? undefined : parseIndex(bytes);
}

/** Undefined for a form that only git reads. */
export function parseIndex(bytes: Buffer): Index | undefined {
  if (bytes.length < 32 || bytes.toString('latin1', 0, 4) !== 'DIRC')
    throw new GitError('malformed', 'the index does not begin as one');
  const version = bytes.readUInt32BE(4);
  if (version < 2 || version > 4) return undefined;
  try {
    return read(bytes, version, bytes.readUInt32BE(8));
  } catch (error) {
    if (error instanceof RangeError)
      throw new GitError('malformed', 'the index ends in the middle of an entry', { cause: error });
    throw error;
  }
}

const header = 12;
const fixed = 62;
const checksum = 20;

function read(bytes: Buffer, version: number, count: number): Index | undefined {
  if (count > bytes.length / 8) throw new GitError('malformed', 'the index promises more entries than it has room for');
  const entries: IndexEntry[] = [];
  let at = header;
  let previous = '';
  for (let i = 0; i < count; i++) {
    const flags = bytes.readUInt16BE(at + 60);
    const extended = (flags & 0x4000) === 0 ? 0 : bytes.readUInt16BE(at + fixed);
    const name = at + fixed + ((flags & 0x4000) === 0 ? 0 : 2);
    let start = name;
    let kept = '';
    if (version === 4) {
      const stripped = readVariable(bytes, name);
      start = stripped.end;
      kept = previous.slice(0, Math.max(0, previous.length - stripped.value));
    }
    const end = bytes.indexOf(0, start);
    // A SHA-256 index has 12 bytes more before each name: its names would begin with zeros.
    if (end === -1 || (end === start && kept === '')) return undefined;
    // Names as bytes, one character each, until they are whole: version 4 may cut one in the middle of a character.
    const raw = kept + bytes.toString('latin1', start, end);
    previous = raw;
    const mode = bytes.readUInt32BE(at + 24);
    // A folder outside a sparse checkout's cone.
    if (mode === 0o040000) return undefined;
    entries.push({
      path: decode(raw),
      mode,
      oid: bytes.toString('hex', at + 40, at + 60),
      stage: (flags >> 12) & 3,
      intentToAdd: (extended & 0x2000) !== 0,
      unwatched: (extended & 0x4000) !== 0 || (flags & 0x8000) !== 0,
    });
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
  return readExtensions(bytes, at, entries);
}

function readExtensions(bytes: Buffer, from: number, entries: readonly IndexEntry[]): Index | undefined {
  let trees: CachedTrees = new Map();
  let at = from;
  while (at + 8 <= bytes.length - checksum) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32BE(at + 4);
    if (at + 8 + size > bytes.length - checksum) return undefined;
    // Required extensions have lower-case names; `link` (a split index) and `sdir` (a sparse one) change what entries are.
    if (name[0]! >= 'a' && name[0]! <= 'z') return undefined;
    if (name === 'TREE') trees = readTrees(bytes.subarray(at + 8, at + 8 + size));
    at += 8 + size;
  }
  return { entries, trees };
}

/** Depth first: `name NUL entries SP subtrees LF oid`; an entry count below zero means that the folder was changed since. */
function readTrees(bytes: Buffer): CachedTrees {
  const trees = new Map<string, string>();
  const open: { path: string; left: number }[] = [];
  let at = 0;
  while (at < bytes.length) {
    const nul = bytes.indexOf(0, at);
    const line = nul === -1 ? -1 : bytes.indexOf(10, nul);
    if (line === -1) break;
    const [count, subtrees] = bytes
      .toString('latin1', nul + 1, line)
      .split(' ')
      .map(Number);
    if (count === undefined || subtrees === undefined || Number.isNaN(count) || Number.isNaN(subtrees)) break;
    while (open.length > 0 && open.at(-1)?.left === 0) open.pop();
    const parent = open.at(-1);
    if (parent !== undefined) parent.left -= 1;
    const name = bytes.toString('utf8', at, nul);
    const path = parent === undefined || parent.path === '' ? name : `${parent.path}/${name}`;
    at = line + 1;
    if (count >= 0) {
      trees.set(path, bytes.toString('hex', at, at + 20));
      at += 20;
    }
    open.push({ path, left: subtrees });
  }
  return trees;
}

/** The offset encoding of git-index(5), version 4. */
function readVariable(bytes: Buffer, from: number): { value: number; end: number } {
  let at = from;
  let byte = bytes.readUInt8(at++);
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    byte = bytes.readUInt8(at++);
    value = (value + 1) * 128 + (byte & 0x7f);
    if (value > bytes.length) throw new GitError('malformed', 'the index strips more of a name than there is');
  }
  return { value, end: at };
}

function decode(raw: string): string {
  // oxlint-disable-next-line no-control-regex -- the whole of ASCII
  return /^[\0-\x7f]*$/.test(raw) ? raw : Buffer.from(raw, 'latin1').toString('utf8');
}

function listed(repository: Repository, indexFile: string): IndexEntry[] {
  const out = gitSync(repository.workTree, ['ls-files', '--stage', '-v', '-z'], { indexFile }).toString('utf8');
  return out
    .split('\0')
    .map((line) => /^([A-Za-z?]) (\d{6}) ([0-9a-f]+) ([0-3])\t(.+)$/s.exec(line))
    .filter((match) => match !== null)
    .map(([, tag, mode, oid, stage, path]) => ({
      path: path!,
      mode: Number.parseInt(mode!, 8),
      oid: oid!,
      stage: Number(stage),
      intentToAdd: false,
      // ls-files(1), -v: S is skip-worktree, a small letter assume-unchanged.
      unwatched: /[a-zS]/.test(tag!),
    }));
}

function readRegular(file: string, limit = Number.POSITIVE_INFINITY): Buffer | undefined {
  let fd: number;
  try {
    fd = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch {
    return undefined;
  }
  try {
    const { size, isFile } = ((stat) => ({ size: stat.size, isFile: stat.isFile() }))(fstatSync(fd));
    if (!isFile || size > limit) return undefined;
    if (size > 1024 * 1024 * 1024) throw new GitError('malformed', 'the index is larger than 1 GiB');
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}
