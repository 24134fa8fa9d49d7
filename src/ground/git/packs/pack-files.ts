import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreGap } from './object-table.ts';

/** A pack and what its index says: ids in rising order, and where each entry begins. */
export interface IndexedPack {
  readonly path: string;
  readonly bytes: number;
  readonly count: number;
  readonly oids: Uint8Array;
  readonly offsets: Float64Array;
  /** CRC-32 of each entry as it lies in the pack. */
  readonly checksums: Uint32Array;
}

/** All packs of an objects folder that have an index which can be read; every other is a gap. */
export function packsOf(objectsFolder: string, hashBytes: number, gaps: StoreGap[]): IndexedPack[] {
  const folder = join(objectsFolder, 'pack');
  // A link of the whole folder is said where loose objects are looked for.
  const names = ownNamesIn(objectsFolder, 'objects', []).includes('pack')
    ? ownNamesIn(folder, 'objects/pack', gaps)
    : [];
  const packs: IndexedPack[] = [];
  for (const name of names.filter((name) => name.endsWith('.pack')).sort()) {
    const stem = name.slice(0, -'.pack'.length);
    if (!names.includes(`${stem}.idx`)) {
      gaps.push({ code: 'missing', what: name, detail: 'it has no index; git index-pack makes one' });
      continue;
    }
    try {
      packs.push(readPack(join(folder, stem), hashBytes));
    } catch (error) {
      gaps.push(gapOf(name, error));
    }
  }
  return packs;
}

/** Names of what is in a folder; none when it cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * The same of a folder of the store that must not be a link: one would lead to the objects of another repository, which was not asked about.
 * Such a link is a gap.
 */
export function ownNamesIn(folder: string, what: string, gaps: StoreGap[]): string[] {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return namesIn(folder);
  gaps.push({ code: 'missing', what, detail: notFollowed });
  return [];
}

const notFollowed = 'it is a symbolic link, which is not followed; a git clone --no-local has what it leads to';

/** What a person is told about a file of the store that cannot be used. */
export function gapOf(what: string, error: unknown): StoreGap {
  if (error instanceof RangeError) return { code: 'malformed', what, detail: error.message };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ELOOP') return { code: 'missing', what, detail: notFollowed };
  return { code: 'unreadable', what, detail: code };
}

const magicAndFanOut = 8 + 1024;

/** gitformat-pack(5), "Version 2 pack-*.idx files". Throws RangeError for one that does not hold together. */
function readPack(stem: string, hashBytes: number): IndexedPack {
  const path = `${stem}.pack`;
  const pack = openRegular(path);
  let bytes: number;
  try {
    bytes = fstatSync(pack).size;
  } finally {
    closeSync(pack);
  }
  const index = readRegular(`${stem}.idx`);
  if (index.length < magicAndFanOut || index.readUInt32BE(0) !== 0xff744f63 || index.readUInt32BE(4) !== 2)
    throw new RangeError('its index is not of version 2; git index-pack makes one');
  let before = 0;
  for (let i = 0; i < 256; i++) {
    const upTo = index.readUInt32BE(8 + 4 * i);
    if (upTo < before) throw new RangeError('the fan-out table of its index does not rise');
    before = upTo;
  }
  const count = before;
  const shorts = magicAndFanOut + count * (hashBytes + 4);
  const longs = shorts + count * 4;
  if (longs + 2 * hashBytes > index.length) throw new RangeError('its index ends too early, or is of another hash');
  const offsets = new Float64Array(count);
  const checksums = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    checksums[i] = index.readUInt32BE(shorts + 4 * (i - count));
    const short = index.readUInt32BE(shorts + 4 * i);
    if (short < 0x80000000) offsets[i] = short;
    else {
      const at = longs + 8 * (short - 0x80000000);
      if (at + 8 + 2 * hashBytes > index.length) throw new RangeError('its index ends too early');
      offsets[i] = Number(index.readBigUInt64BE(at));
    }
  }
  return {
    path,
    bytes,
    count,
    oids: index.subarray(magicAndFanOut, magicAndFanOut + count * hashBytes),
    offsets,
    checksums,
  };
}

/** Follows no link: ELOOP. Throws what the system says; RangeError when it is no file. */
export function openRegular(path: string): number {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw new RangeError('it is not a file');
}

function readRegular(path: string): Buffer {
  const fd = openRegular(path);
  try {
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}
