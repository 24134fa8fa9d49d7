import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { applyDelta } from './delta.ts';
import { type GitObject, type ObjectType, readLooseObject, type Unread } from './loose.ts';
import type { Repository } from './repository.ts';

const packTypes: readonly (ObjectType | undefined)[] = [undefined, 'commit', 'tree', 'blob', 'tag'];
const offsetDelta = 6;
/** Announced files have it, and it need not be there. */
const emptyBlob = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';
const referenceDelta = 7;
/** git makes none deeper. */
const deepestChain = 4095;

/**
 * Reads objects from the files of a repository, loose or packed, without a process: gitformat-loose(5) and
 * gitformat-pack(5), SHA-1 and pack indexes of version 2. Everything that it does not know (alternates, other hashes,
 * damage) is `unread`. Sizes and depths are bounded; close it after use.
 */
export class ObjectReader {
  private readonly repository: Repository;
  private packs: PackFile[] | undefined;

  constructor(repository: Repository) {
    this.repository = repository;
  }

  /** The object, unless it holds more than `limit` bytes. */
  read(oid: string, limit: number): GitObject | Unread {
    if (oid === emptyBlob) return { type: 'blob', bytes: Buffer.alloc(0) };
    if (!/^[0-9a-f]{40}$/.test(oid)) return 'unread';
    try {
      return readLooseObject(this.repository, oid, limit) ?? this.readPacked(oid, limit, 0);
    } catch {
      return 'unread';
    }
  }

  close(): void {
    for (const pack of this.packs ?? []) pack.close();
    this.packs = undefined;
  }

  private readPacked(oid: string, limit: number, depth: number): GitObject | Unread {
    for (const pack of this.openPacks()) {
      const offset = pack.find(oid);
      if (offset !== undefined) return this.readAt(pack, offset, limit, depth);
    }
    return 'unread';
  }

  private readAt(pack: PackFile, offset: number, limit: number, depth: number): GitObject | Unread {
    if (depth > deepestChain) return 'unread';
    const { type, size, at, base } = pack.header(offset);
    if (type !== offsetDelta && type !== referenceDelta) {
      const name = packTypes[type];
      if (name === undefined) return 'unread';
      return size > limit ? { tooLarge: size } : { type: name, bytes: pack.inflate(at, size) };
    }
    if (size > limit) return 'unread';
    const delta = pack.inflate(at, size);
    const below =
      typeof base === 'string' ? this.readPacked(base, limit, depth + 1) : this.readAt(pack, base, limit, depth + 1);
    if (below === 'unread' || 'tooLarge' in below) return 'unread';
    const whole = applyDelta(below.bytes, delta, limit);
    return Buffer.isBuffer(whole) ? { type: below.type, bytes: whole } : whole;
  }

  private openPacks(): PackFile[] {
    if (this.packs === undefined) {
      const folder = join(this.repository.commonDir, 'objects/pack');
      const names = readdirSync(folder).filter((name) => name.endsWith('.idx'));
      this.packs = names.map((name) => new PackFile(join(folder, name.slice(0, -'.idx'.length))));
    }
    return this.packs;
  }
}

interface EntryHeader {
  readonly type: number;
  readonly size: number;
  /** Where the compressed bytes begin. */
  readonly at: number;
  /** Of a delta: the offset of its base in the same pack, or its id. */
  readonly base: number | string;
}

/** A pack and its index. Only what is asked for is read. */
class PackFile {
  private readonly path: string;
  private index: number | undefined;
  private pack: number | undefined;
  private count = 0;

  constructor(path: string) {
    this.path = path;
  }

  close(): void {
    if (this.index !== undefined) closeSync(this.index);
    if (this.pack !== undefined) closeSync(this.pack);
  }

  /** The offset of an object in the pack. */
  find(oid: string): number | undefined {
    const wanted = Buffer.from(oid, 'hex');
    const index = this.openIndex();
    const first = wanted[0]!;
    const from = first === 0 ? 0 : readAt(index, 8 + (first - 1) * 4, 4).readUInt32BE(0);
    const to = readAt(index, 8 + first * 4, 4).readUInt32BE(0);
    if (to < from || to > this.count) throw new RangeError('the fan-out table does not rise');
    const oids = readAt(index, names + from * 20, (to - from) * 20);
    let low = 0;
    let high = to - from;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = oids.compare(wanted, 0, 20, middle * 20, middle * 20 + 20);
      if (order === 0) return this.offset(from + middle);
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return undefined;
  }

  header(offset: number): EntryHeader {
    const bytes = readAt(this.openPack(), offset, 64, true);
    let at = 0;
    let byte = bytes.readUInt8(at++);
    const type = (byte >> 4) & 7;
    let size = byte & 15;
    for (let shift = 4; (byte & 0x80) !== 0; shift += 7) {
      byte = bytes.readUInt8(at++);
      size += (byte & 0x7f) * 2 ** shift;
    }
    if (type === referenceDelta) return { type, size, at: offset + at + 20, base: bytes.toString('hex', at, at + 20) };
    if (type !== offsetDelta) return { type, size, at: offset + at, base: 0 };
    byte = bytes.readUInt8(at++);
    let distance = byte & 0x7f;
    while ((byte & 0x80) !== 0) {
      byte = bytes.readUInt8(at++);
      distance = (distance + 1) * 128 + (byte & 0x7f);
    }
    if (distance <= 0 || distance > offset) throw new RangeError('a delta whose base lies before the pack');
    return { type, size, at: offset + at, base: offset - distance };
  }

  inflate(at: number, size: number): Buffer {
    const { inflateSync } = process.getBuiltinModule('node:zlib');
    // No longer than deflate can make it: stored blocks of 16 KiB and more cost five bytes each.
    const bytes = inflateSync(readAt(this.openPack(), at, size + Math.ceil(size / 1000) * 5 + 64, true), {
      maxOutputLength: Math.max(1, size),
    });
    if (bytes.length !== size) throw new RangeError('an object that is not as long as it says');
    return bytes;
  }

  private offset(i: number): number {
    const short = readAt(this.openIndex(), names + this.count * 24 + i * 4, 4).readUInt32BE(0);
    if ((short & 0x80000000) === 0) return short;
    return Number(readAt(this.openIndex(), names + this.count * 28 + (short & 0x7fffffff) * 8, 8).readBigUInt64BE(0));
  }

  private openIndex(): number {
    if (this.index === undefined) {
      this.index = openRegular(`${this.path}.idx`);
      if (readAt(this.index, 0, 8).toString('hex') !== 'ff744f6300000002')
        throw new RangeError('not a pack index of version 2');
      this.count = readAt(this.index, 8 + 255 * 4, 4).readUInt32BE(0);
    }
    return this.index;
  }

  private openPack(): number {
    return (this.pack ??= openRegular(`${this.path}.pack`));
  }
}

/** Behind the magic number and the fan-out table. */
const names = 8 + 1024;

function readAt(fd: number, at: number, length: number, orLess = false): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  const count = readSync(fd, bytes, 0, length, at);
  if (count < length && !orLess) throw new RangeError('the file ends too early');
  return bytes.subarray(0, count);
}

/** Throws when it is not there. */
function openRegular(path: string): number {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw new RangeError(`${path} is not a file`);
}
