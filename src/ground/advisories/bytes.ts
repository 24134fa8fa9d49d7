/** What is wrong with the index on disk. `file` is its name in the index's folder; `place` says where in it. */
export class AdvisoryIndexError extends Error {
  readonly code: AdvisoryIndexErrorCode;
  readonly file: string;
  readonly place: string;

  constructor(code: AdvisoryIndexErrorCode, file: string, place: string, message: string) {
    super(`${file} (${place}): ${message}`);
    this.name = 'AdvisoryIndexError';
    this.code = code;
    this.file = file;
    this.place = place;
  }
}

/**
 * - `corrupt`: bytes are not what was written;
 * - `foreign`: it is no file of ours;
 * - `outdated`: it was written by another version of Selvedge, and must be synchronised again;
 * - `missing`: the manifest names a file that is not there;
 * - `busy`: another process is writing the index;
 * - `no-records`: a source that had records has none any more;
 * - `too-large`: more than a segment can hold.
 */
export type AdvisoryIndexErrorCode =
  | 'corrupt'
  | 'foreign'
  | 'outdated'
  | 'missing'
  | 'busy'
  | 'no-records'
  | 'too-large';

/** Writes numbers as LEB128 and texts with their length, growing. */
export class ByteWriter {
  private bytes: Buffer = Buffer.allocUnsafe(64 * 1024);
  length = 0;

  number(value: number): void {
    this.reserve(10);
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.length++] = rest;
  }

  text(value: string): void {
    const size = Buffer.byteLength(value);
    this.number(size);
    this.reserve(size);
    this.length += this.bytes.write(value, this.length);
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Valid until the next write. */
  view(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** Reads what ByteWriter wrote; whatever does not fit is AdvisoryIndexError `corrupt`. */
export class ByteReader {
  private readonly bytes: Buffer;
  private readonly file: string;
  private readonly section: string;
  at: number;

  constructor(bytes: Buffer, at: number, file: string, section: string) {
    this.bytes = bytes;
    this.at = at;
    this.file = file;
    this.section = section;
    if (at > bytes.length) this.corrupt('it begins behind the end');
  }

  number(): number {
    let value = 0;
    let unit = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) this.corrupt('a number is cut off');
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) break;
      unit *= 0x80;
      if (unit > 2 ** 49) this.corrupt('a number is too large');
    }
    return value;
  }

  /** How many things follow: each takes at least one byte. */
  count(): number {
    const value = this.number();
    if (value > this.bytes.length - this.at) this.corrupt('a list is longer than its section');
    return value;
  }

  text(): string {
    const size = this.count();
    const value = this.bytes.toString('utf8', this.at, this.at + size);
    this.at += size;
    return value;
  }

  raw(size: number): Buffer {
    if (size > this.bytes.length - this.at) this.corrupt('it is cut off');
    const value = this.bytes.subarray(this.at, this.at + size);
    this.at += size;
    return value;
  }

  corrupt(what: string): never {
    throw new AdvisoryIndexError('corrupt', this.file, `${this.section}, byte ${this.at}`, what);
  }
}

/** FNV-1a over UTF-16 code units; stable, since files hold it. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  // FNV's low bits are weak for short texts.
  hash ^= hash >>> 15;
  return hash >>> 0;
}
