import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { AdvisoryIndexError, ByteWriter, hashOf } from './bytes.ts';
import {
  formatVersion,
  magic,
  ordersVersion,
  type SectionName,
  sectionIds,
  type SegmentMeta,
  sectionNames,
} from './segment-format.ts';

/** A segment that is not on disk yet. */
export interface NewSegment {
  readonly meta: SegmentMeta;
  readonly bytes: Buffer;
}

/** Puts sections behind a header. The same sections make the same bytes. */
export function assembled(
  meta: SegmentMeta,
  content: ReadonlyMap<Exclude<SectionName, 'meta'>, Uint8Array>,
): NewSegment {
  const sections = new Map<SectionName, Uint8Array>([['meta', Buffer.from(JSON.stringify(meta))], ...content]);
  const present = sectionNames.filter((name) => sections.has(name));
  const headerSize = 20 + 16 * present.length + 4;
  const total = present.reduce((sum, name) => sum + (sections.get(name)?.length ?? 0), headerSize);
  if (total > 2 ** 31)
    throw new AdvisoryIndexError(
      'too-large',
      'a new segment',
      'as a whole',
      `${total} bytes are more than a segment can hold`,
    );
  const bytes = Buffer.alloc(total);
  bytes.write(magic, 0, 'latin1');
  bytes.writeUInt32LE(formatVersion, 8);
  bytes.writeUInt32LE(ordersVersion, 12);
  bytes.writeUInt32LE(present.length, 16);
  let offset = headerSize;
  for (const [index, name] of present.entries()) {
    const content = sections.get(name) ?? new Uint8Array();
    bytes.set(content, offset);
    const at = 20 + 16 * index;
    bytes.writeUInt32LE(sectionIds[name], at);
    bytes.writeUInt32LE(offset, at + 4);
    bytes.writeUInt32LE(content.length, at + 8);
    bytes.writeUInt32LE(name === 'details' ? 0 : crc32(content), at + 12);
    offset += content.length;
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(0, headerSize - 4)), headerSize - 4);
  return { meta, bytes };
}

/** Things by key behind a hash table. */
export class KeyedSection {
  private readonly tables = new ByteWriter();
  private readonly places: { readonly hash: number; readonly offset: number }[] = [];

  /** The content must begin with the key as a text. */
  add(key: string, write: (writer: ByteWriter) => void): void {
    this.places.push({ hash: hashOf(key), offset: this.tables.length });
    write(this.tables);
  }

  finish(): ReadonlyMap<'slots' | 'tables', Uint8Array> {
    let size = 4;
    while (size < this.places.length * 1.5) size *= 2;
    const slots = new Uint32Array(size * 2);
    for (const { hash, offset } of this.places) {
      let slot = hash & (size - 1);
      while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & (size - 1);
      slots[2 * slot] = hash;
      slots[2 * slot + 1] = offset + 1;
    }
    return new Map([
      ['slots', littleEndian(slots)],
      ['tables', this.tables.view()],
    ]);
  }
}

/** Texts in deflated chunks, each found by its chunk, offset and length. */
export class ChunkedTexts {
  private readonly chunks: number[] = [];
  private readonly out = new ByteWriter();
  private open = new ByteWriter();

  add(content: Uint8Array): { readonly chunk: number; readonly offset: number; readonly length: number } {
    if (this.open.length > 0 && this.open.length + content.length > chunkBytes) this.close();
    const place = { chunk: this.chunks.length / 3, offset: this.open.length, length: content.length };
    this.open.raw(content);
    return place;
  }

  finish(): ReadonlyMap<'chunks' | 'details', Uint8Array> {
    if (this.open.length > 0) this.close();
    return new Map([
      ['chunks', littleEndian(Uint32Array.from(this.chunks))],
      ['details', this.out.view()],
    ]);
  }

  private close(): void {
    const packed = deflateRawSync(this.open.view(), { level: 9 });
    this.chunks.push(this.out.length, packed.length, crc32(packed));
    this.out.raw(packed);
    this.open = new ByteWriter();
  }
}

const chunkBytes = 64 * 1024;

/** Throws what zlib throws, for a chunk that inflates to more than a chunk may have. */
export function inflatedChunk(packed: Uint8Array): Buffer {
  return inflateRawSync(packed, { maxOutputLength: 64 * 1024 * 1024 });
}

export function littleEndian(numbers: Uint32Array): Buffer {
  const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return isLittleEndian ? bytes : Buffer.from(bytes).swap32();
}

/** The numbers as they stand in a file: a view of the bytes where that can be. */
export function numbersOf(bytes: Buffer): Uint32Array {
  const count = Math.floor(bytes.length / 4);
  if (isLittleEndian && bytes.byteOffset % 4 === 0) return new Uint32Array(bytes.buffer, bytes.byteOffset, count);
  const copy = Buffer.from(Uint8Array.from(bytes.subarray(0, 4 * count)).buffer);
  return new Uint32Array((isLittleEndian ? copy : copy.swap32()).buffer, 0, count);
}

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
