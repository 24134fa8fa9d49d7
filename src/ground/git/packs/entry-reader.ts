import { closeSync, readSync } from 'node:fs';
import type { PackKernel } from './kernel.ts';
import type { ObjectTable } from './object-table.ts';
import { openRegular } from './pack-files.ts';

/** Why an object was not unpacked. */
export type UnpackFailure = 'damaged' | 'too-large' | 'out-of-memory' | 'unreadable';

const tablesEnd = 0x10000;
const windowBytes = 256 * 1024;
/** Read at once, since the next entry that is wanted often stands behind. */
const readAhead = 32 * 1024;
/** Behind each text, for what writes 32 bytes at a time. */
export const slack = 64;
/** Where the memory begins that the reader leaves alone, unless it is told of room there. */
export const arenaAt = tablesEnd + windowBytes + slack;

/** Reads the entries of packs into the kernel's memory, by way of a window that it keeps there, and inflates them. */
export class EntryReader {
  private readonly table: ObjectTable;
  private readonly kernel: PackKernel;
  private readonly files = new Map<string, number>();
  private window = { file: -1, start: 0, end: 0 };

  constructor(table: ObjectTable, kernel: PackKernel) {
    this.table = table;
    this.kernel = kernel;
  }

  close(): void {
    for (const file of this.files.values()) closeSync(file);
    this.files.clear();
  }

  /** Inflates an entry to `to`. `free`: from there to the end, less what is inflated, memory may be used for what is read. */
  inflate(object: number, to: number, size: number, free: number): UnpackFailure | undefined {
    const { offsets, ends, headers } = this.table;
    const start = offsets[object]! + headers[object]!;
    const length = ends[object]! - start;
    if (length <= 0) return 'damaged';
    const from =
      length <= windowBytes - slack
        ? this.inWindow(object, start, length)
        : this.besides(object, start, length, to, free);
    if (typeof from === 'string') return from;
    return this.kernel.inflate(from, from + length, to, size) === size ? undefined : 'damaged';
  }

  private inWindow(object: number, start: number, length: number): number | UnpackFailure {
    const file = this.fileOf(object);
    if (file === undefined) return 'unreadable';
    if (file !== this.window.file || start < this.window.start || start + length > this.window.end) {
      const wanted = Math.max(length, readAhead);
      const count = readInto(file, this.kernel.bytes, tablesEnd, wanted, start);
      if (count < length) return count < 0 ? 'unreadable' : 'damaged';
      this.window = { file, start, end: start + count };
    }
    return tablesEnd + start - this.window.start;
  }

  /** A large entry goes behind everything else, below the place that it is inflated to. */
  private besides(object: number, start: number, length: number, to: number, free: number): number | UnpackFailure {
    const file = this.fileOf(object);
    if (file === undefined) return 'unreadable';
    // Memory grows behind a delta that lies at its end.
    const isAtEnd = to > free;
    const at = isAtEnd ? free : (this.kernel.bytes.length - length - slack) & ~15;
    const limit = isAtEnd ? to : this.kernel.bytes.length;
    if (at < free || at + length + slack > limit) {
      if (isAtEnd) return 'out-of-memory';
      if (!this.kernel.reserve(free + length + 2 * slack)) return 'out-of-memory';
      return this.besides(object, start, length, to, free);
    }
    const count = readInto(file, this.kernel.bytes, at, length, start);
    return count === length ? at : count < 0 ? 'unreadable' : 'damaged';
  }

  private fileOf(object: number): number | undefined {
    const pack = this.table.packs.find(({ end }) => object < end);
    if (pack === undefined) return undefined;
    const known = this.files.get(pack.path);
    if (known !== undefined) return known;
    try {
      const file = openRegular(pack.path);
      this.files.set(pack.path, file);
      return file;
    } catch {
      return undefined;
    }
  }
}

/** How many bytes were read; -1 when the system refuses. */
function readInto(file: number, bytes: Uint8Array, at: number, length: number, position: number): number {
  try {
    let done = 0;
    while (done < length) {
      const count = readSync(file, bytes, at + done, length - done, position + done);
      if (count === 0) break;
      done += count;
    }
    return done;
  } catch {
    return -1;
  }
}
