import { bytesAccess, piecesOf, type RandomAccess } from './access.ts';
import { canInflate, inflated } from './inflate.ts';
import { containerKind, type ContainerKind, kindBytes } from './kind.ts';
import { ArchiveError, type Member, tarMembers } from './tar.ts';
import { type Unreadable, zipMembers } from './zip.ts';

/** What one archive, with all in it, may cost. */
export interface ArchiveLimits {
  /** Larger members are passed over, and named; an archive in an archive too, unless it can be read from its beginning to its end. */
  readonly memberBytes: number;
  /** Decompressed, of all members. */
  readonly totalBytes: number;
  /** Archives in archives in archives. */
  readonly depth: number;
  readonly members: number;
  /** performance.now() milliseconds. */
  readonly deadline: number;
}

/** A file in an archive, or what was not looked at in it. `path` begins behind the archive's own: `inner.jar!/app.yml`. */
export type Found =
  | { readonly path: string; readonly bytes: Uint8Array }
  | {
      readonly path: string;
      readonly reason: 'too-large' | 'too-deep' | 'timed-out' | 'parse-failed' | 'unreadable' | 'binary';
      readonly detail: string;
      /** Nobody could read it without more than is here, or it is nothing to read. */
      readonly expected: boolean;
    };

/**
 * All files in an archive and in the archives in it, one after the other. `bytes` are valid until the next is asked for. An archive that
 * is damaged, encrypted, or costs more than the limits gives what could be read of it, and says what could not. Names become paths below
 * the archive: no `..`, no root.
 */
export function* membersOf(archive: RandomAccess, name: string, limits: ArchiveLimits): Generator<Found> {
  const reader = new Reader(limits, archive.size);
  const head = archive.read(0, kindBytes).slice();
  try {
    yield* reader.opened(containerKind(head), archive, piecesOf(archive), name, '', 0);
  } catch (error) {
    if (!(error instanceof Exhausted)) throw error;
    yield { path: '', reason: error.reason, detail: error.message, expected: false };
  }
}

/** Of what comes out of compression, per byte of the archive, beyond what any honest archive of text has. */
const mostRatio = 250;
const freeBytes = 64 * 1024 * 1024;

class Exhausted extends Error {
  readonly reason: 'too-large' | 'timed-out';

  constructor(reason: Exhausted['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

class Reader {
  private readonly limits: ArchiveLimits;
  private readonly mostBytes: number;
  private bytes = 0;
  private members = 0;

  constructor(limits: ArchiveLimits, size: number) {
    this.limits = limits;
    this.mostBytes = Math.min(limits.totalBytes, freeBytes + size * mostRatio);
  }

  /** `inside`: path of the archive within the outermost, with `!/` behind it. */
  *opened(
    kind: ContainerKind | undefined,
    access: RandomAccess | undefined,
    pieces: Iterable<Uint8Array>,
    name: string,
    inside: string,
    depth: number,
  ): Generator<Found> {
    try {
      if (kind === 'tar') yield* this.each(tarMembers(pieces), inside, depth);
      else if (kind === 'zip' && access !== undefined) yield* this.each(zipMembers(access), inside, depth);
      else if (kind === 'gzip' || kind === 'zstd') yield* this.decompressed(kind, pieces, name, inside, depth);
      else
        yield { path: inside, reason: 'binary', detail: 'it is compressed by what is not read here', expected: true };
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      yield problem(inside, error);
    }
  }

  private *each(members: Iterable<Member | Unreadable>, inside: string, depth: number): Generator<Found> {
    for (const member of members) {
      this.members += 1;
      if (this.members > this.limits.members)
        throw new Exhausted('too-large', `it holds more than ${this.limits.members} files; the rest was not looked at`);
      const path = inside + below(member.name);
      if ('problem' in member) yield problem(path, member.problem);
      else yield* this.member(member, path, depth);
    }
  }

  /** A compressed file holds one: a tar archive is read on, anything else has its own name, without the ending. */
  private *decompressed(
    kind: 'gzip' | 'zstd',
    pieces: Iterable<Uint8Array>,
    name: string,
    inside: string,
    depth: number,
  ): Generator<Found> {
    if (!canInflate(kind)) {
      yield { path: inside, reason: 'binary', detail: 'zstd is read by Node 22.15 and later', expected: false };
      return;
    }
    const { head, all } = peeked(this.counted(inflated(pieces, kind)));
    if (containerKind(head) === 'tar') yield* this.opened('tar', undefined, all, name, inside, depth);
    else yield* this.member({ name, size: undefined, pieces: all }, inside + below(withoutEnding(name)), depth);
  }

  private *member({ name, size, pieces }: Member, path: string, depth: number): Generator<Found> {
    try {
      const { head, all } = peeked(this.counted(pieces));
      const kind = containerKind(head);
      if (kind === undefined || kind === 'other') {
        const bytes = this.whole(all, size);
        yield bytes === undefined ? this.tooLarge(path) : { path, bytes };
        return;
      }
      if (depth + 1 >= this.limits.depth) {
        yield {
          path,
          reason: 'too-deep',
          detail: `more than ${this.limits.depth} archives in one another`,
          expected: false,
        };
        return;
      }
      const base = name.slice(name.lastIndexOf('/') + 1);
      if (kind !== 'zip') {
        yield* this.opened(kind, undefined, all, base, `${path}!/`, depth + 1);
        return;
      }
      // Its directory stands at its end.
      const bytes = this.whole(all, size);
      if (bytes === undefined) yield this.tooLarge(path);
      else yield* this.opened(kind, bytesAccess(bytes), [], base, `${path}!/`, depth + 1);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      yield problem(path, error);
    }
  }

  /** Copied together; undefined when it is more than a member may be. */
  private whole(pieces: Iterable<Uint8Array>, size: number | undefined): Uint8Array | undefined {
    const most = this.limits.memberBytes;
    if (size !== undefined && size > most) return undefined;
    const parts: Uint8Array[] = [];
    let length = 0;
    for (const piece of pieces) {
      length += piece.length;
      if (length > most) return undefined;
      parts.push(piece.slice());
    }
    return parts.length === 1 ? parts[0] : Buffer.concat(parts, length);
  }

  private tooLarge(path: string): Found {
    return { path, reason: 'too-large', detail: `more than ${this.limits.memberBytes} bytes`, expected: false };
  }

  private *counted(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
    for (const piece of pieces) {
      this.bytes += piece.length;
      if (this.bytes > this.mostBytes)
        throw new Exhausted('too-large', `it holds more than ${this.mostBytes} bytes; the rest was not looked at`);
      if (performance.now() > this.limits.deadline)
        throw new Exhausted('timed-out', `stopped after ${this.members} files`);
      yield piece;
    }
  }
}

function problem(path: string, { code, message }: ArchiveError): Found {
  const cannot = code === 'encrypted' || code === 'unknown-method';
  return {
    path,
    reason: cannot ? 'unreadable' : code === 'bomb' ? 'too-large' : 'parse-failed',
    detail: message,
    expected: code === 'encrypted',
  };
}

/** The first bytes, and all of them with these. */
function peeked(pieces: Iterable<Uint8Array>): { head: Uint8Array; all: Iterable<Uint8Array> } {
  const iterator = pieces[Symbol.iterator]();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < kindBytes) {
    const { done, value } = iterator.next();
    if (done === true) break;
    parts.push(value.slice());
    length += value.length;
  }
  const head = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  return { head: head.subarray(0, kindBytes), all: rest(head, iterator) };
}

function* rest(head: Uint8Array, iterator: Iterator<Uint8Array>): Generator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) yield next.value;
  } finally {
    iterator.return?.();
  }
}

/** A name as a path below its archive: what would lead out of it is left out, and what is too long is cut. */
function below(name: string): string {
  const parts = name
    .replaceAll('\\', '/')
    .replaceAll('\0', '')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  const path = parts.join('/').toWellFormed();
  return path === '' ? '(no name)' : path.length > longestName ? `${path.slice(0, longestName)}…` : path;
}

const longestName = 500;

function withoutEnding(name: string): string {
  return name.replace(/\.(?:gz|zst|zstd|tgz)$/i, '') || name;
}
