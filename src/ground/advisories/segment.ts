import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import { AdvisoryIndexError, ByteReader, hashOf } from './bytes.ts';
import { type PackageTable, readTable, readTexts } from './package-table.ts';
import { type RecordHead, readHead } from './record-head.ts';
import type { RecordDetail } from './record.ts';
import {
  formatVersion,
  magic,
  ordersVersion,
  type SectionName,
  sectionIds,
  sectionNames,
  type SegmentMeta,
  sourceKinds,
} from './segment-format.ts';
import { inflatedChunk, numbersOf } from './segment-writer.ts';

/** A segment on disk, held open: what was opened goes on being readable, also when the file is replaced or removed. */
export class Segment {
  readonly file: string;
  readonly meta: SegmentMeta;
  private readonly descriptor: number;
  private readonly places: ReadonlyMap<SectionName, Place>;
  private readonly loaded = new Map<SectionName, Buffer>();
  private readonly numbers = new Map<SectionName, Uint32Array>();
  private readonly heads: (RecordHead | undefined)[] = [];
  private readonly chunks = new Map<number, Buffer>();
  private removedIds: ReadonlySet<string> | undefined;

  private constructor(file: string, descriptor: number, places: ReadonlyMap<SectionName, Place>) {
    this.file = file;
    this.descriptor = descriptor;
    this.places = places;
    this.meta = this.readMeta();
  }

  /** Reads the header alone. Throws AdvisoryIndexError. */
  static open(path: string): Segment {
    const file = basename(path);
    let descriptor: number;
    try {
      descriptor = openSync(path, 'r');
    } catch (error) {
      throw new AdvisoryIndexError(
        'missing',
        file,
        'as a whole',
        `it cannot be opened: ${(error as NodeJS.ErrnoException).code}`,
      );
    }
    try {
      return new Segment(file, descriptor, readHeader(descriptor, file));
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** In bytes. */
  get size(): number {
    return fstatSync(this.descriptor).size;
  }

  get records(): number {
    return this.u32('headOffsets').length;
  }

  /** Everything that is known of packages under this key: one table for each order. Throws AdvisoryIndexError `corrupt`. */
  tablesOf(key: string): PackageTable[] {
    return this.found(key, (reader) => readTable(reader));
  }

  /** What `read` makes of each thing under this key; it reads from behind nothing, the key included. */
  found<Thing>(key: string, read: (reader: ByteReader) => Thing): Thing[] {
    const slots = this.u32('slots');
    const mask = slots.length / 2 - 1;
    const hash = hashOf(key);
    const things: Thing[] = [];
    if (slots.length === 0) return things;
    if ((slots.length & (slots.length - 1)) !== 0) throw this.corrupt('slots', 'they are no power of two');
    for (let slot = hash & mask, probes = 0; probes <= mask; slot = (slot + 1) & mask, probes++) {
      const offset = slots[2 * slot + 1] as number;
      if (offset === 0) break;
      if (slots[2 * slot] !== hash) continue;
      if (this.reader('tables', offset - 1).text() === key) things.push(read(this.reader('tables', offset - 1)));
    }
    return things;
  }

  *tables(): Generator<PackageTable> {
    const size = this.section('tables').length;
    for (let at = 0; at < size;) {
      const reader = this.reader('tables', at);
      yield readTable(reader);
      at = reader.at;
    }
  }

  head(number: number): RecordHead {
    const known = this.heads[number];
    if (known !== undefined) return known;
    const offset = this.u32('headOffsets')[number];
    if (offset === undefined) throw this.corrupt('headOffsets', `there is no record ${number}`);
    const head = readHead(this.reader('heads', offset));
    this.heads[number] = head;
    return head;
  }

  /** The records that have this id or alias. */
  numbersOf(identifier: string): number[] {
    const pairs = this.u32('identifiers');
    const hash = hashOf(identifier);
    const numbers: number[] = [];
    for (let index = lowerBound(pairs, hash); 2 * index < pairs.length && pairs[2 * index] === hash; index++) {
      const number = pairs[2 * index + 1] as number;
      const head = this.head(number);
      if ((head.id === identifier || head.aliases.includes(identifier)) && !numbers.includes(number))
        numbers.push(number);
    }
    return numbers;
  }

  removed(): ReadonlySet<string> {
    this.removedIds ??= new Set(this.places.has('removed') ? readTexts(this.reader('removed', 0)) : []);
    return this.removedIds;
  }

  detail(number: number): RecordDetail {
    const bytes = this.detailBytes(number);
    try {
      const value: unknown = JSON.parse(bytes.toString('utf8'));
      if (typeof value === 'object' && value !== null) return value;
    } catch {
      // Told below.
    }
    throw this.corrupt('details', `what is kept of record ${number} is no JSON`);
  }

  detailBytes(number: number): Buffer {
    return this.textOf(number, this.head(number).detail);
  }

  /** A record of an overlay, whose head says where its text lies and nothing else. */
  textAt(number: number): unknown {
    const offset = this.u32('headOffsets')[number];
    if (offset === undefined) throw this.corrupt('headOffsets', `there is no record ${number}`);
    const reader = this.reader('heads', offset);
    return JSON.parse(
      this.textOf(number, { chunk: reader.number(), offset: reader.number(), length: reader.number() }).toString(
        'utf8',
      ),
    );
  }

  private textOf(number: number, { chunk, offset, length }: RecordHead['detail']): Buffer {
    const bytes = this.chunk(chunk);
    if (offset + length > bytes.length) throw this.corrupt('details', `record ${number} ends behind its chunk`);
    return bytes.subarray(offset, offset + length);
  }

  /** The value that an overlay has for a number. */
  valueOf(number: number): number | undefined {
    const pairs = this.u32('numbers');
    const index = lowerBound(pairs, number);
    return pairs[2 * index] === number && 2 * index < pairs.length ? pairs[2 * index + 1] : undefined;
  }

  /** All numbers that an overlay has a value for. */
  get values(): number {
    return this.u32('numbers').length / 2;
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private chunk(index: number): Buffer {
    const known = this.chunks.get(index);
    if (known !== undefined) return known;
    const chunks = this.u32('chunks');
    const [offset, length, sum] = [chunks[3 * index], chunks[3 * index + 1], chunks[3 * index + 2]];
    const place = this.places.get('details');
    if (offset === undefined || length === undefined || place === undefined || offset + length > place.length)
      throw this.corrupt('chunks', `there is no chunk ${index}`);
    const packed = this.read(place.offset + offset, length, 'details');
    if (crc32(packed) !== sum) throw this.corrupt('details', `chunk ${index} is not what was written`);
    let bytes: Buffer;
    try {
      bytes = inflatedChunk(packed);
    } catch {
      throw this.corrupt('details', `chunk ${index} cannot be inflated`);
    }
    if (this.chunks.size >= mostChunks) this.chunks.delete(this.chunks.keys().next().value as number);
    this.chunks.set(index, bytes);
    return bytes;
  }

  private readMeta(): SegmentMeta {
    try {
      const meta = JSON.parse(this.section('meta').toString('utf8')) as SegmentMeta;
      const isWhole = typeof meta.source === 'string' && sourceKinds.includes(meta.kind) && Array.isArray(meta.types);
      if (isWhole && Array.isArray(meta.releases ?? [])) return meta;
    } catch (error) {
      if (error instanceof AdvisoryIndexError) throw error;
    }
    throw this.corrupt('meta', 'it does not say what it holds');
  }

  private reader(name: SectionName, at: number): ByteReader {
    return new ByteReader(this.section(name), at, this.file, name);
  }

  private u32(name: SectionName): Uint32Array {
    let numbers = this.numbers.get(name);
    if (numbers === undefined) {
      numbers = this.places.has(name) ? numbersOf(this.section(name)) : new Uint32Array();
      this.numbers.set(name, numbers);
      this.loaded.delete(name);
    }
    return numbers;
  }

  /** Read once, as a whole, and held to its sum. */
  private section(name: SectionName): Buffer {
    const known = this.loaded.get(name);
    if (known !== undefined) return known;
    const place = this.places.get(name);
    if (place === undefined) throw this.corrupt(name, 'it is missing');
    const bytes = this.read(place.offset, place.length, name);
    if (crc32(bytes) !== place.sum) throw this.corrupt(name, 'it is not what was written');
    this.loaded.set(name, bytes);
    return bytes;
  }

  private read(offset: number, length: number, name: SectionName): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    let done = 0;
    while (done < length) {
      const more = readSync(this.descriptor, bytes, done, length - done, offset + done);
      if (more === 0) throw this.corrupt(name, 'it is cut off');
      done += more;
    }
    return bytes;
  }

  private corrupt(place: string, what: string): AdvisoryIndexError {
    return new AdvisoryIndexError('corrupt', this.file, place, what);
  }
}

const mostChunks = 16;

interface Place {
  readonly offset: number;
  readonly length: number;
  readonly sum: number;
}

/** Where the sections lie. Throws AdvisoryIndexError. */
function readHeader(descriptor: number, file: string): ReadonlyMap<SectionName, Place> {
  const problem = (code: 'corrupt' | 'foreign' | 'outdated', what: string): AdvisoryIndexError =>
    new AdvisoryIndexError(code, file, 'header', what);
  const head = Buffer.alloc(20 + 16 * 32 + 4);
  const got = readSync(descriptor, head, 0, head.length, 0);
  if (got < 24 || head.toString('latin1', 0, 8) !== magic)
    throw problem('foreign', 'it is no segment of an advisory index');
  if (head.readUInt32LE(8) !== formatVersion || head.readUInt32LE(12) !== ordersVersion)
    throw problem('outdated', 'another version of Selvedge wrote it: synchronise or import the advisories again');
  const count = head.readUInt32LE(16);
  const end = 20 + 16 * count;
  if (count > 32 || got < end + 4 || head.readUInt32LE(end) !== crc32(head.subarray(0, end)))
    throw problem('corrupt', 'it is not what was written');
  const places = new Map<SectionName, Place>();
  const size = fstatSync(descriptor).size;
  let reached = end + 4;
  for (let index = 0; index < count; index++) {
    const at = 20 + 16 * index;
    const name = sectionNames.find((known) => sectionIds[known] === head.readUInt32LE(at));
    const [offset, length, sum] = [head.readUInt32LE(at + 4), head.readUInt32LE(at + 8), head.readUInt32LE(at + 12)];
    if (offset !== reached) throw problem('corrupt', 'sections do not follow each other');
    reached += length;
    if (name !== undefined) places.set(name, { offset, length, sum });
  }
  if (reached !== size) throw problem('corrupt', `it has ${size} bytes, not the ${reached} that were written`);
  return places;
}

/** The first pair whose first number is not below `value`. */
function lowerBound(pairs: Uint32Array, value: number): number {
  let low = 0;
  let high = pairs.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pairs[2 * middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
