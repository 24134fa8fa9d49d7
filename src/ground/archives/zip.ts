import { type RandomAccess, piecesOf } from './access.ts';
import { inflated, inflatedAtOnce } from './inflate.ts';
import { ArchiveError, type Member } from './tar.ts';

/** A member that cannot be read, and why. */
export interface Unreadable {
  readonly name: string;
  readonly problem: ArchiveError;
}

/**
 * The files of a zip archive (PKWARE APPNOTE 6.3.10), as its central directory lists them; zip64 too. Where that is missing or damaged, as the
 * local headers name them. Throws ArchiveError `malformed` when neither can be read.
 */
export function* zipMembers(archive: RandomAccess): Generator<Member | Unreadable> {
  let count = 0;
  for (const entry of entriesOf(archive)) {
    count += 1;
    if (count > mostEntries) throw new ArchiveError('bomb', `more than ${mostEntries} entries`);
    if (entry.name.endsWith('/')) continue;
    if ((entry.flags & 1) !== 0) yield { name: entry.name, problem: new ArchiveError('encrypted', 'it is encrypted') };
    else if (entry.method !== 0 && entry.method !== 8)
      yield {
        name: entry.name,
        problem: new ArchiveError('unknown-method', `it is compressed by method ${entry.method}`),
      };
    else yield { name: entry.name, size: entry.size, pieces: contents(archive, entry) };
  }
}

const mostEntries = 1_000_000;

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly compressed: number;
  readonly size: number;
  /** Of its local header. */
  readonly offset: number;
}

function* contents(archive: RandomAccess, { offset, compressed, method }: Entry): Generator<Uint8Array> {
  const header = view(archive, offset, 30);
  if (header === undefined || header.getUint32(0, true) !== signatures.local)
    throw new ArchiveError('malformed', 'a local header is damaged');
  const from = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  if (from + compressed > archive.size) throw new ArchiveError('malformed', 'a file ends behind the archive');
  const pieces = piecesOf(archive, from, from + compressed);
  if (method === 0) {
    yield* pieces;
    return;
  }
  const small = compressed <= atOnce.compressed ? archive.read(from, compressed) : undefined;
  const whole = small?.length === compressed ? inflatedAtOnce(small, atOnce.bytes) : undefined;
  if (whole === undefined) yield* inflated(pieces, 'deflate');
  else if (whole.length > 0) yield whole;
}

const atOnce = { compressed: 64 * 1024, bytes: 512 * 1024 };

const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
};

function* entriesOf(archive: RandomAccess): Generator<Entry> {
  const directory = directoryOf(archive);
  if (directory === undefined) {
    yield* localEntries(archive);
    return;
  }
  let at = directory.offset;
  // The count may lie, or have lost its higher bits: what looks like an entry is one.
  for (let read = 0; ; read += 1) {
    const header = view(archive, at, 46);
    if (header === undefined || header.getUint32(0, true) !== signatures.central) {
      if (read < directory.count) throw new ArchiveError('malformed', 'its central directory is damaged');
      return;
    }
    const lengths = {
      name: header.getUint16(28, true),
      extra: header.getUint16(30, true),
      comment: header.getUint16(32, true),
    };
    const texts = archive.read(at + 46, lengths.name + lengths.extra).slice();
    const wide = zip64(texts.subarray(lengths.name), [
      header.getUint32(24, true),
      header.getUint32(20, true),
      header.getUint32(42, true),
    ]);
    yield {
      name: Buffer.from(texts.subarray(0, lengths.name)).toString(),
      flags: header.getUint16(8, true),
      method: header.getUint16(10, true),
      size: wide[0]!,
      compressed: wide[1]!,
      offset: wide[2]! + directory.shift,
    };
    at += 46 + lengths.name + lengths.extra + lengths.comment;
  }
}

/** Sections 4.3.16 and 4.3.15: the end lies before a comment of at most 65,535 bytes. */
function directoryOf(archive: RandomAccess): { offset: number; count: number; shift: number } | undefined {
  const length = Math.min(archive.size, 22 + 65_535);
  const tail = Buffer.from(archive.read(archive.size - length, length));
  const magic = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
  for (let at = tail.lastIndexOf(magic); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(magic, at - 1)) {
    // A comment may hold what looks like an end; the true one's comment is all that follows it.
    if (at + 22 > tail.length || at + 22 + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const place = archive.size - length + at;
    const wide = directory64(archive, place);
    const found = wide ?? {
      count: tail.readUInt16LE(at + 10),
      size: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    // Something may stand before the archive, such as the program of one that unpacks itself.
    const shift = wide === undefined ? place - found.size - found.offset : 0;
    if (shift < 0) continue;
    const first = view(archive, found.offset + shift, 4);
    if (found.count > 0 && first?.getUint32(0, true) !== signatures.central) continue;
    // An end without entries behind files that have local headers hides them.
    if (found.count === 0 && view(archive, 0, 4)?.getUint32(0, true) === signatures.local) continue;
    return { offset: found.offset + shift, count: found.count, shift };
  }
  return undefined;
}

/** Section 4.3.14, by its locator right before the end. */
function directory64(archive: RandomAccess, end: number): { count: number; size: number; offset: number } | undefined {
  const locator = end < 20 ? undefined : view(archive, end - 20, 20);
  if (locator?.getUint32(0, true) !== signatures.locator64) return undefined;
  const record = view(archive, Number(locator.getBigUint64(8, true)), 56);
  if (record?.getUint32(0, true) !== signatures.end64) return undefined;
  return {
    count: Number(record.getBigUint64(32, true)),
    size: Number(record.getBigUint64(40, true)),
    offset: Number(record.getBigUint64(48, true)),
  };
}

/** Section 4.5.3: of size, compressed size and offset, those that are all ones stand in the extra field 1, in this order. */
function zip64(extra: Uint8Array, values: readonly number[]): number[] {
  const fields = new DataView(extra.buffer, extra.byteOffset, extra.length);
  for (let at = 0; at + 4 <= extra.length; at += 4 + fields.getUint16(at + 2, true)) {
    if (fields.getUint16(at, true) !== 1) continue;
    let place = at + 4;
    return values.map((value) => {
      if (value !== 0xffffffff || place + 8 > extra.length) return value;
      place += 8;
      return Number(fields.getBigUint64(place - 8, true));
    });
  }
  return [...values];
}

/** One local header after the other, as far as they say where the next one is. */
function* localEntries(archive: RandomAccess): Generator<Entry> {
  for (let at = 0; ;) {
    const header = view(archive, at, 30);
    if (header === undefined || header.getUint32(0, true) !== signatures.local) {
      if (at === 0) throw new ArchiveError('malformed', 'it has no directory');
      return;
    }
    const flags = header.getUint16(6, true);
    const compressed = header.getUint32(18, true);
    const nameLength = header.getUint16(26, true);
    const name = Buffer.from(archive.read(at + 30, nameLength)).toString();
    if ((flags & 8) !== 0 && compressed === 0)
      throw new ArchiveError('malformed', 'it has no directory, and its headers no lengths');
    yield { name, flags, method: header.getUint16(8, true), compressed, size: header.getUint32(22, true), offset: at };
    at += 30 + nameLength + header.getUint16(28, true) + compressed;
  }
}

/** Undefined where fewer bytes are left. */
function view(archive: RandomAccess, at: number, length: number): DataView | undefined {
  if (!(at >= 0) || at + length > archive.size) return undefined;
  const bytes = archive.read(at, length).slice();
  return bytes.length < length ? undefined : new DataView(bytes.buffer, bytes.byteOffset, length);
}
