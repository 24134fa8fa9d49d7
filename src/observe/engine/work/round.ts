import type { NotLookedAt } from '#ground/model';
import type { Examined } from './examiner.ts';
import type { Identity } from '../read/file-reader.ts';

/** A file that a round is to look at. */
export interface RoundFile {
  /** Its number in the scan. */
  readonly number: number;
  readonly path: string;
  /** A bit for each analyzer that is not to get it again. */
  readonly skip: number;
  /** Digest of the content whose facts are known, 32 bytes. */
  readonly known?: Uint8Array;
  /** What is already known not to have been looked at in it. */
  readonly gaps: readonly NotLookedAt[];
}

/** What one file of a round gave, where there is more to say than that it is clean. */
export interface Report extends Examined {
  readonly file: number;
  /** Bytes that analyzers saw; absent when none did. */
  readonly bytes?: number;
  /** Must be looked at again next time, even if its times stay. */
  readonly unsettled?: true;
}

/** A round that is over. Files that are still pending in it were put into a later round. */
export interface FinishedRound {
  readonly round: Round;
  readonly files: readonly RoundFile[];
  readonly reports: ReadonlyMap<number, Report>;
}

export const fileStates = {
  pending: 0,
  /** Looked at, nothing found. */
  clean: 1,
  /** The content is the known one, so its facts are known too. */
  same: 2,
  /** No analyzer wants it. */
  unwanted: 3,
  /** What was found was sent as a message. */
  reported: 4,
} as const;

const headerInts = 4;
const digestBytes = 32;

/**
 * Some files to look at, in memory that all threads share: whoever takes a number of the cursor looks at that file and
 * writes what it found beside it. Only files in which something was found need a message.
 */
export class Round {
  readonly shared: SharedArrayBuffer;
  readonly count: number;
  private readonly header: Int32Array;
  private readonly identities: Float64Array;
  private readonly pathEnds: Uint32Array;
  private readonly skips: Int32Array;
  private readonly states: Uint8Array;
  private readonly digests: Uint8Array;
  private readonly known: Uint8Array;
  private readonly paths: Buffer;

  static of(files: readonly RoundFile[]): Round {
    let textLength = 0;
    for (const { path } of files) textLength += Buffer.byteLength(path);
    const shared = new SharedArrayBuffer(
      headerInts * 4 + files.length * (32 + 4 + 4 + 1 + 2 * digestBytes) + textLength,
    );
    new Int32Array(shared, 0, headerInts)[3] = files.length;
    const round = new Round(shared);
    let end = 0;
    files.forEach((file, i) => {
      end += round.paths.write(file.path, end);
      round.pathEnds[i] = end;
      round.skips[i] = file.skip;
      if (file.known !== undefined) round.known.set(file.known, i * digestBytes);
    });
    return round;
  }

  constructor(shared: SharedArrayBuffer) {
    this.shared = shared;
    this.header = new Int32Array(shared, 0, headerInts);
    const count = this.header[3]!;
    this.count = count;
    let at = headerInts * 4;
    const take = (bytes: number): number => (at += bytes) - bytes;
    this.identities = new Float64Array(shared, take(count * 32), count * 4);
    this.pathEnds = new Uint32Array(shared, take(count * 4), count);
    this.skips = new Int32Array(shared, take(count * 4), count);
    this.states = new Uint8Array(shared, take(count), count);
    this.digests = new Uint8Array(shared, take(count * digestBytes), count * digestBytes);
    this.known = new Uint8Array(shared, take(count * digestBytes), count * digestBytes);
    this.paths = Buffer.from(shared, at);
  }

  /** The number of a file that nobody has taken, or -1. */
  take(): number {
    const i = Atomics.add(this.header, 0, 1);
    if (i >= this.count) return -1;
    return i;
  }

  path(i: number): string {
    return this.paths.toString('utf8', i === 0 ? 0 : this.pathEnds[i - 1]!, this.pathEnds[i]);
  }

  skip(i: number): number {
    return this.skips[i]!;
  }

  isKnown(i: number, digest: Uint8Array): boolean {
    const at = i * digestBytes;
    return digest.every((byte, k) => this.known[at + k] === byte);
  }

  finish(i: number, state: number, identity: Identity | undefined, digest: Uint8Array | undefined): void {
    if (identity !== undefined) this.identities.set(identity, i * 4);
    if (digest !== undefined) this.digests.set(digest, i * digestBytes);
    Atomics.add(this.header, 1, 1);
    if (state !== fileStates.pending) Atomics.store(this.states, i, state);
  }

  /** Main thread: what a message said about a file. False when the file was done before. */
  report(i: number): boolean {
    return Atomics.compareExchange(this.states, i, fileStates.pending, fileStates.reported) === fileStates.pending;
  }

  state(i: number): number {
    return Atomics.load(this.states, i);
  }

  /** Undefined when the file was never opened. */
  identity(i: number): Identity | undefined {
    const [size, modified, changed, inode] = this.identities.subarray(i * 4, i * 4 + 4);
    return changed === 0 ? undefined : [size!, modified!, changed!, inode!];
  }

  digest(i: number): Uint8Array {
    return this.digests.subarray(i * digestBytes, (i + 1) * digestBytes);
  }

  addSeen(bytes: number): void {
    Atomics.add(this.header, 2, Math.ceil(bytes / 1024));
  }

  /** Files taken, files done, and KiB read, by all threads so far. */
  get taken(): number {
    return Atomics.load(this.header, 0);
  }
  get done(): number {
    return Math.min(this.count, Atomics.load(this.header, 1));
  }
  get kibibytes(): number {
    return Atomics.load(this.header, 2);
  }
}

/** What each worker is at, in memory that the watchdog reads. */
export class Benches {
  readonly shared: SharedArrayBuffer;
  private readonly ints: Int32Array;

  constructor(shared: SharedArrayBuffer) {
    this.shared = shared;
    this.ints = new Int32Array(shared);
  }

  static for(count: number): Benches {
    return new Benches(new SharedArrayBuffer(count * 16));
  }

  /** `analyzer`: its number, or -1 while the file is read. */
  begin(bench: number, file: number, analyzer: number): void {
    Atomics.store(this.ints, bench * 4 + 1, analyzer + 1);
    Atomics.store(this.ints, bench * 4, file + 1);
    Atomics.add(this.ints, bench * 4 + 2, 1);
  }

  rest(bench: number): void {
    Atomics.store(this.ints, bench * 4, 0);
  }

  /** Undefined while it rests. `step` grows whenever it goes on. */
  at(bench: number): { file: number; analyzer: number; step: number } | undefined {
    const file = Atomics.load(this.ints, bench * 4);
    return file === 0
      ? undefined
      : {
          file: file - 1,
          analyzer: Atomics.load(this.ints, bench * 4 + 1) - 1,
          step: Atomics.load(this.ints, bench * 4 + 2),
        };
  }
}
