import { closeSync, readSync } from 'node:fs';
import { gapOf, type IndexedPack, openRegular } from './pack-files.ts';
import { objectKinds, type ObjectTable, type StoreGap, unsized } from './object-table.ts';

/** The table while it is filled. */
export type Draft = Pick<
  ObjectTable,
  'oids' | 'offsets' | 'ends' | 'headers' | 'sizes' | 'kinds' | 'bases' | 'firstChildren' | 'nextSiblings' | 'repeated'
>;

const offsetDelta = 6;
const referenceDelta = 7;
const windowBytes = 4 * 1024 * 1024;
/** Longer than any head of an entry: ten bytes of size, and a base. */
const longestHead = 64;

/** Adds the objects of a pack from number `first` on, in order of offset, and links deltas to their bases. Returns the number behind the last. */
export function addPack(draft: Draft, pack: IndexedPack, first: number, gaps: StoreGap[]): number {
  const hashBytes = pack.count === 0 ? 20 : pack.oids.length / pack.count;
  const order = inOrder(pack.offsets);
  const end = first + pack.count;
  const byReference = new Map<number, Buffer>();
  // The pack's own hash stands behind the last entry.
  const dataEnd = pack.bytes - hashBytes;
  for (let i = 0; i < pack.count; i++) {
    const from = order[i]!;
    const offset = pack.offsets[from]!;
    draft.offsets[first + i] = offset;
    if (i > 0) draft.ends[first + i - 1] = Math.min(offset, dataEnd);
    for (let k = 0; k < hashBytes; k++) draft.oids[(first + i) * hashBytes + k] = pack.oids[from * hashBytes + k]!;
  }
  if (pack.count > 0) draft.ends[end - 1] = dataEnd;
  try {
    readHeads(draft, pack, first, end, { hashBytes, byReference, order });
  } catch (error) {
    gaps.push(gapOf(pack.path.slice(pack.path.lastIndexOf('/') + 1), error));
  }
  linkReferences(draft, first, end, hashBytes, byReference);
  linkFamilies(draft, first, end);
  return end;
}

/** Numbers of the entries in order of offset: a radix sort by 16 bits at a time, as they are many. */
function inOrder(offsets: Float64Array): Uint32Array {
  const count = offsets.length;
  let from = new Uint32Array(count).map((_, i) => i);
  let to = new Uint32Array(count);
  const largest = offsets.reduce((most, offset) => Math.max(most, offset), 0);
  for (let unit = 1; unit <= largest; unit *= 65_536) {
    const digit = (i: number): number => Math.floor(offsets[i]! / unit) % 65_536;
    const places = new Uint32Array(65_537);
    for (let k = 0; k < count; k++) places[digit(k) + 1]! += 1;
    for (let k = 0; k < 65_536; k++) places[k + 1]! += places[k]!;
    for (let k = 0; k < count; k++) to[places[digit(from[k]!)]!++] = from[k]!;
    [from, to] = [to, from];
  }
  return from;
}

/** Reads the pack from its beginning to its end in windows: of each entry the head, and all of it for its checksum. Throws what the system says. */
function readHeads(
  draft: Draft,
  pack: IndexedPack,
  first: number,
  end: number,
  { hashBytes, byReference, order }: { hashBytes: number; byReference: Map<number, Buffer>; order: Uint32Array },
): void {
  const { crc32 } = process.getBuiltinModule('node:zlib');
  const window = Buffer.allocUnsafe(windowBytes);
  const fd = openRegular(pack.path);
  let start = 0;
  let length = 0;
  try {
    const magic = Buffer.alloc(12);
    readSync(fd, magic, 0, 12, 0);
    if (magic.toString('latin1', 0, 4) !== 'PACK') throw new RangeError('it does not begin as a pack');
    for (let i = first; i < end; i++) {
      const offset = draft.offsets[i]!;
      draft.bases[i] = -2;
      if (offset < 12 || offset >= draft.ends[i]!) continue;
      const entryEnd = draft.ends[i]!;
      if (offset + longestHead > start + length || entryEnd > start + length) {
        start = offset;
        length = readSync(fd, window, 0, windowBytes, offset);
      }
      const begun = crc32(window.subarray(offset - start, Math.min(length, entryEnd - start)));
      // What is damaged stays of unknown kind.
      if (checksumOfRest(fd, start + length, entryEnd, begun) !== pack.checksums[order[i - first]!]) continue;
      readHead(
        draft,
        i,
        first,
        window.subarray(offset - start, Math.min(length, offset - start + longestHead)),
        hashBytes,
        byReference,
      );
    }
  } finally {
    closeSync(fd);
  }
}

/** Of an entry that goes on behind the window. */
function checksumOfRest(fd: number, from: number, end: number, begun: number): number {
  if (from >= end) return begun;
  const { crc32 } = process.getBuiltinModule('node:zlib');
  const rest = Buffer.allocUnsafe(Math.min(windowBytes, end - from));
  let checksum = begun;
  for (let at = from; at < end;) {
    const count = readSync(fd, rest, 0, Math.min(rest.length, end - at), at);
    if (count === 0) break;
    checksum = crc32(rest.subarray(0, count), checksum);
    at += count;
  }
  return checksum;
}

/** gitformat-pack(5): type and size, then, of a delta, where its base is. What does not hold together stays of unknown kind. */
function readHead(
  draft: Draft,
  i: number,
  first: number,
  head: Buffer,
  hashBytes: number,
  byReference: Map<number, Buffer>,
): void {
  let at = 0;
  let byte = head[at++] ?? 0;
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let unit = 16; byte >= 128; unit *= 128) {
    if (at > 10) return;
    byte = head[at++] ?? 0;
    size += (byte & 127) * unit;
  }
  draft.sizes[i] = Math.min(size, unsized);
  if (type === offsetDelta) {
    byte = head[at++] ?? 0;
    let distance = byte & 127;
    while (byte >= 128) {
      if (at > 20) return;
      byte = head[at++] ?? 0;
      distance = (distance + 1) * 128 + (byte & 127);
    }
    draft.bases[i] = indexAt(draft.offsets, first, i, draft.offsets[i]! - distance);
  } else if (type === referenceDelta) {
    byReference.set(i, Buffer.from(head.subarray(at, at + hashBytes)));
    at += hashBytes;
  } else if (type >= objectKinds.commit && type <= objectKinds.tag) {
    draft.kinds[i] = type;
    draft.bases[i] = -1;
  }
  draft.headers[i] = at;
}

/** The number of the entry at `offset`, between `low` and `high`; -2 when none begins there. */
function indexAt(offsets: Float64Array, first: number, i: number, offset: number): number {
  let low = first;
  let high = i;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (offsets[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low < i && offsets[low] === offset ? low : -2;
}

function linkReferences(
  draft: Draft,
  first: number,
  end: number,
  hashBytes: number,
  byReference: ReadonlyMap<number, Buffer>,
): void {
  if (byReference.size === 0) return;
  const numbers = new Map<string, number>();
  for (let i = first; i < end; i++)
    numbers.set(Buffer.from(draft.oids.buffer, i * hashBytes, hashBytes).toString('latin1'), i);
  for (const [i, oid] of byReference) {
    const base = numbers.get(oid.toString('latin1')) ?? -2;
    draft.bases[i] = base === i ? -2 : base;
  }
}

/**
 * A delta is of the kind that its base is. A base by offset stands before its deltas; one by reference may stand anywhere, and
 * deltas may even go round in a circle: those stay of unknown kind, and belong to no family.
 */
function linkFamilies(draft: Draft, first: number, end: number): void {
  const { bases, kinds, firstChildren, nextSiblings } = draft;
  // From the last to the first, so that children come in order.
  for (let i = end - 1; i >= first; i--) {
    const base = bases[i]!;
    if (base < 0) continue;
    nextSiblings[i] = firstChildren[base]!;
    firstChildren[base] = i;
  }
  const open: number[] = [];
  for (let i = first; i < end; i++) if (bases[i] === -1) open.push(i);
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    for (let child = firstChildren[i]!; child !== -1; child = nextSiblings[child]!) {
      kinds[child] = kinds[i]!;
      open.push(child);
    }
  }
}
