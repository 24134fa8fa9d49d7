import { isTarHeader, readTarHeader, untilNul } from './tar-header.ts';

/** A member of an archive, its bytes in pieces that come as they are asked for; what is not asked for is passed over. */
export interface Member {
  readonly name: string;
  /** Bytes; undefined when only reading tells. */
  readonly size: number | undefined;
  readonly pieces: Iterable<Uint8Array>;
}

export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code: 'malformed' | 'encrypted' | 'unknown-method' | 'bomb';

  constructor(code: ArchiveError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Links, devices, folders and FIFOs, and GNU's lists of folders, names of volumes and multi-volume parts. What is not known is a file (pax, "typeflag"). */
const notFiles = '123456DMV';

/** Longest name or extended header that is believed. */
const longest = 1024 * 1024;

/**
 * The files of a tar archive and of those that follow it: ustar, GNU's long names and base-256 sizes, and pax extended headers for path and size.
 * Links, devices and folders are passed over. Throws ArchiveError `malformed`.
 */
export function* tarMembers(pieces: Iterable<Uint8Array>): Generator<Member> {
  const stream = new Stream(pieces);
  let next: { path?: string; size?: number } = {};
  try {
    for (;;) {
      const block = stream.take(512);
      if (block.length === 0) return;
      // Two of them end an archive; another may follow, as tar --concatenate and cat leave them.
      if (block.every((byte) => byte === 0)) continue;
      const header = block.length === 512 && isTarHeader(block) ? readTarHeader(block) : undefined;
      if (header === undefined) throw new ArchiveError('malformed', 'a tar header is damaged');
      const size = next.size ?? header.size;
      if ('xLK'.includes(header.type)) {
        next = { ...next, ...extension(header.type, longText(stream, header.size)) };
        continue;
      }
      const name = next.path ?? Buffer.from(header.name).toString();
      next = {};
      const from = stream.at;
      const isFile = !notFiles.includes(header.type) && !(size === 0 && name.endsWith('/'));
      if (isFile) yield { name, size, pieces: stream.pieces(size) };
      stream.skip(from + size - stream.at);
      if (stream.at < from + size) throw new ArchiveError('malformed', 'it ends inside a file');
      stream.skip(padded(size) - size);
    }
  } finally {
    stream.close();
  }
}

function longText(stream: Stream, size: number): Uint8Array {
  if (size > longest) throw new ArchiveError('malformed', 'a tar header is longer than any name');
  const bytes = stream.take(size);
  stream.skip(padded(size) - size);
  return bytes;
}

function extension(type: string, bytes: Uint8Array): { path?: string; size?: number } {
  if (type === 'K') return {};
  if (type === 'L') return { path: Buffer.from(untilNul(bytes)).toString() };
  const records = paxRecords(Buffer.from(bytes));
  const path = records.get('GNU.sparse.name') ?? records.get('path');
  const size = Number(records.get('size'));
  return {
    ...(path !== undefined && { path }),
    ...(records.has('size') && Number.isSafeInteger(size) && size >= 0 && { size }),
  };
}

/** `LENGTH KEY=VALUE\n`, the length with all of it (POSIX.1-2024, pax, "pax Header Block"). */
function paxRecords(bytes: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(32, at);
    const length = blank < 0 || blank - at > 8 ? Number.NaN : Number(bytes.toString('latin1', at, blank));
    if (!Number.isInteger(length) || length < 5) break;
    const record = bytes.toString('utf8', blank + 1, at + length - 1);
    const equals = record.indexOf('=');
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

function padded(size: number): number {
  return Math.ceil(size / 512) * 512;
}

/** Bytes that come in pieces, taken in the sizes that a reader wants. */
class Stream {
  at = 0;
  private readonly source: Iterator<Uint8Array>;
  private piece: Uint8Array = new Uint8Array(0);

  constructor(pieces: Iterable<Uint8Array>) {
    this.source = pieces[Symbol.iterator]();
  }

  /** `count` bytes, copied; fewer at the end. */
  take(count: number): Uint8Array {
    const parts: Uint8Array[] = [];
    for (const part of this.pieces(count)) parts.push(part.slice());
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }

  skip(count: number): void {
    const end = this.at + count;
    while (this.at < end && this.part(end - this.at) !== undefined);
  }

  *pieces(count: number): Generator<Uint8Array> {
    const end = this.at + count;
    while (this.at < end) {
      const part = this.part(end - this.at);
      if (part === undefined) return;
      yield part;
    }
  }

  /** Lets the source put away what it holds. */
  close(): void {
    this.source.return?.();
  }

  private part(most: number): Uint8Array | undefined {
    while (this.piece.length === 0) {
      const { done, value } = this.source.next();
      if (done === true) return undefined;
      this.piece = value;
    }
    const part = this.piece.subarray(0, most);
    this.piece = this.piece.subarray(part.length);
    this.at += part.length;
    return part;
  }
}
