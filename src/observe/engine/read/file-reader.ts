import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync, type Stats } from 'node:fs';
import type { RandomAccess } from '#ground/archives';
import type { FileMeta, NotLookedAtReason } from '#ground/model';
import { isContainer } from '../containers/inside.ts';
import { contentOf, isUsuallyBinary, peekBytes } from './content.ts';

/** What tells whether a file was touched: size, time of modification and of change (ms), inode. The change time cannot be set by hand. */
export type Identity = readonly [size: number, modified: number, changed: number, inode: number];

/** The identity of no file: what has it is looked at again. */
export const never: Identity = [-1, -1, -1, -1];

export type Reading =
  /**
   * `bytes` are the reader's buffer: valid until the next call; all of the file, or, when `partial`, the beginning of a
   * binary one. `settled` is false when the file kept changing.
   */
  | {
      readonly kind: 'read';
      readonly bytes: Uint8Array;
      readonly identity: Identity;
      readonly settled: boolean;
      readonly partial: boolean;
    }
  /** An archive that is larger than a file may be: read in parts, until it is closed. */
  | { readonly kind: 'archive'; readonly archive: OpenArchive; readonly identity: Identity }
  | { readonly kind: 'unwanted'; readonly identity: Identity }
  | {
      readonly kind: 'gap';
      readonly reason: NotLookedAtReason;
      readonly detail?: string;
      readonly identity?: Identity;
    };

/** Asked of a file before it is read. */
export interface Wishes {
  wants(file: FileMeta): boolean;
  /** Of a binary file, whether all of it is read. */
  wantsBinary?(file: FileMeta): boolean;
}

export interface OpenArchive extends RandomAccess {
  /** Whether it is still what it was when it was opened. */
  settled(): boolean;
  close(): void;
}

const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Reads files below one folder, each once, into a buffer that is used again. */
export class FileReader {
  private readonly root: string;
  private readonly limit: number;
  private readonly lent: Uint8Array;
  private own: Uint8Array = new Uint8Array(0);
  private buffer: Uint8Array;

  /** `limit`: bytes; larger files are not read. `lent`: where those are read to that fit. */
  constructor(root: string, limit: number, lent: Uint8Array = new Uint8Array(1024 * 1024)) {
    this.root = root.endsWith('/') ? root : `${root}/`;
    this.limit = limit;
    this.lent = lent;
    this.buffer = lent;
  }

  /**
   * Never follows a link, whose own text is read; never waits for a FIFO. `wishes` are asked before anything is read.
   * `watched`: somebody else sees to it that the folders on the way are none that were put there meanwhile.
   */
  read(path: string, wishes: Wishes, watched = false): Reading {
    let fd: number;
    try {
      // Where the system has no such flag, a link is told by looking.
      if (constants.O_NOFOLLOW === undefined && statOf(this.root + path)?.isSymbolicLink() === true)
        return this.readLink(path, wishes);
      fd = openSync(this.root + path, flags);
    } catch (error) {
      return isLoop(error) ? this.readLink(path, wishes) : gapOf(error);
    }
    let reading: Reading | undefined;
    try {
      reading = !watched && !isWhereItWas(fd, this.root, path) ? swapped : this.readOpen(fd, path, wishes);
      return reading;
    } catch (error) {
      return gapOf(error);
    } finally {
      if (reading?.kind !== 'archive') closeSync(fd);
    }
  }

  private readOpen(fd: number, path: string, wishes: Wishes): Reading {
    let before = fstatSync(fd);
    if (!before.isFile()) return { kind: 'gap', reason: 'not-a-regular-file' };
    if (!wishes.wants({ path, size: before.size })) return { kind: 'unwanted', identity: identityOf(before) };
    const whole = wishes.wantsBinary?.({ path, size: before.size }) === true;
    for (let attempt = 0; ; attempt++) {
      const identity = identityOf(before);
      if (before.size > this.limit && this.beginsContainer(fd))
        return { kind: 'archive', archive: openArchive(fd, before.size, identity), identity };
      if (before.size > this.limit)
        return {
          kind: 'gap',
          reason: 'too-large',
          detail: `${before.size} bytes; the limit is ${this.limit}`,
          identity,
        };
      const wanted = !whole && this.beginsBinary(fd, path, before.size) ? peekBytes : before.size;
      const length = this.fill(fd, wanted);
      const after = fstatSync(fd);
      const settled = isSame(identity, after) && length === wanted;
      if (settled || attempt === 1)
        return {
          kind: 'read',
          bytes: this.buffer.subarray(0, length),
          identity: identityOf(after),
          settled,
          partial: wanted < before.size,
        };
      before = after;
    }
  }

  private readLink(path: string, wishes: Wishes): Reading {
    try {
      const before = lstatSync(this.root + path);
      if (!before.isSymbolicLink()) return swapped;
      const identity = identityOf(before);
      if (!wishes.wants({ path, size: before.size })) return { kind: 'unwanted', identity };
      const bytes = readlinkSync(this.root + path, { encoding: 'buffer' });
      const settled = isSame(identity, statOf(this.root + path));
      return { kind: 'read', bytes, identity, settled, partial: false };
    } catch (error) {
      return gapOf(error);
    }
  }

  private beginsContainer(fd: number): boolean {
    return isContainer(this.buffer.subarray(0, this.fill(fd, peekBytes)));
  }

  /** Saves reading the whole of an image. */
  private beginsBinary(fd: number, path: string, size: number): boolean {
    if (size <= peekBytes || !isUsuallyBinary(path)) return false;
    const length = this.fill(fd, peekBytes);
    const start = this.buffer.subarray(0, length);
    return !isContainer(start) && contentOf(start, path).kind === 'binary';
  }

  /** Reads up to `wanted` bytes from the beginning. Returns how many there were. */
  private fill(fd: number, wanted: number): number {
    if (wanted > this.lent.length && wanted > this.own.length)
      this.own = new Uint8Array(Math.min(this.limit, wanted * 2));
    this.buffer = wanted > this.lent.length ? this.own : this.lent;
    let length = 0;
    while (length < wanted) {
      const count = readSync(fd, this.buffer, length, wanted - length, length);
      if (count === 0) break;
      length += count;
    }
    return length;
  }
}

function openArchive(fd: number, size: number, identity: Identity): OpenArchive {
  let buffer = new Uint8Array(64 * 1024);
  return {
    size,
    read(at, length) {
      if (length > buffer.length) buffer = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const count = readSync(fd, buffer, filled, length - filled, at + filled);
        if (count === 0) break;
        filled += count;
      }
      return buffer.subarray(0, filled);
    },
    settled: () => isSame(identity, fstatSync(fd)),
    close: () => closeSync(fd),
  };
}

const swapped: Reading = {
  kind: 'gap',
  reason: 'changed-while-read',
  detail: 'it, or a folder above it, was replaced while it was opened',
};

/** Whether what was opened is the file of that name below the root, and no folder on the way a link by now. */
function isWhereItWas(fd: number, root: string, path: string): boolean {
  const full = root + path;
  try {
    // proc_pid_fd(5). Another answer may only be another spelling, where case is folded.
    if (process.platform === 'linux' && readlinkSync(`/proc/self/fd/${fd}`) === full) return true;
  } catch {
    // No /proc here.
  }
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1))
    if (statOf(root + path.slice(0, slash))?.isDirectory() !== true) return false;
  return isSame(identityOf(fstatSync(fd)), statOf(full));
}

export function identityOf(stat: Stats): Identity {
  return [stat.size, stat.mtimeMs, stat.ctimeMs, stat.ino];
}

/**
 * Whether what had this time (ms) `at` a moment can no longer change under the same: file systems stamp with the kernel's
 * tick, or with whole seconds.
 */
export function isSettled(time: number, at: number): boolean {
  return time < at - (Number.isInteger(time / 1000) ? 2100 : 100);
}

/** Of a file, folder or link, which is not followed; undefined when there is none, or none that the system tells of. */
export function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, quietly);
  } catch {
    // A name too long, a folder that may not be entered, a broken disk.
    return undefined;
  }
}

const quietly = { throwIfNoEntry: false } as const;

/** False when there is no file. */
export function isSame(identity: Identity, stat: Stats | undefined): boolean {
  return (
    stat !== undefined &&
    identity[0] === stat.size &&
    identity[1] === stat.mtimeMs &&
    identity[2] === stat.ctimeMs &&
    identity[3] === stat.ino
  );
}

function isLoop(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ELOOP';
}

function gapOf(error: unknown): Reading {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  switch (code) {
    case 'ENOENT':
      return {
        kind: 'gap',
        reason: 'changed-while-read',
        detail: 'it was there when the folder was listed, and is gone',
      };
    case 'ELOOP':
    case 'EISDIR':
    case 'ENXIO':
    case 'ENODEV':
      return { kind: 'gap', reason: 'not-a-regular-file', detail: code };
    case 'ENAMETOOLONG':
      return { kind: 'gap', reason: 'too-deep', detail: 'the path is longer than the system opens' };
    default:
      return { kind: 'gap', reason: 'unreadable', detail: code };
  }
}
