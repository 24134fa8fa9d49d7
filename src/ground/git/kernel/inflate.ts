// Inflates zlib streams, RFC 1950 and 1951, from memory to memory. Every length, distance and table is checked: the input is
// whatever stands in somebody's repository.

// Tables and work space, at fixed addresses (layout in index.ts keeps everything else above them).
const LITERALS: usize = 0x4000; // u32[4096]: 1024 first, then tables for longer codes
const DISTANCES: usize = 0x8000; // u32[2048]: 256 first
const LENGTHS: usize = 0xa000; // u8[320 + 138]: code lengths, with room for a run that goes too far
const COUNTS: usize = 0xa200; // u16[16]
const PLACES: usize = 0xa240; // u16[16]
const SORTED: usize = 0xa280; // u16[320]

const LITERAL_BITS: u32 = 10;
const DISTANCE_BITS: u32 = 8;
const LITERAL_ROOM: u32 = 4096;
const DISTANCE_ROOM: u32 = 2048;

// An entry: bits 0-4 how many bits the code takes; 8-12 extra bits; 16-30 base. Flags:
const IS_LITERAL: u32 = 0x80000000; // the byte stands in bits 16-23
const IS_LINK: u32 = 0x8000; // another table follows: base is where it begins, extra bits its width
const IS_END: u32 = 0x4000;

const LENGTH_BASE: StaticArray<u16> = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA: StaticArray<u8> = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE: StaticArray<u16> = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const DISTANCE_EXTRA: StaticArray<u8> = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const LENGTH_ORDER: StaticArray<u8> = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const FOR_LITERALS: u32 = 0;
const FOR_DISTANCES: u32 = 1;
const FOR_LENGTHS: u32 = 2;

/** Behind the stream that was inflated last. */
export let streamEnd: usize = 0;

/**
 * Inflates the zlib stream at `from`, which must end before `end`, to `to`. Returns how many bytes it gave; -1 for a stream
 * that is damaged, or gives more than `room`. Up to 32 bytes behind `room` are overwritten; 16 behind `end` must be readable.
 */
export function inflate(from: usize, end: usize, to: usize, room: usize): i32 {
  if (from + 6 > end) return -1;
  const header = (<u32>load<u8>(from) << 8) | <u32>load<u8>(from, 1);
  // Deflate, a window of at most 32 KiB, no dictionary.
  if ((header & 0x0f00) != 0x0800 || header > 0x7fff || header % 31 != 0 || (header & 0x20) != 0) return -1;
  let ip = from + 2;
  let op = to;
  const limit = to + room;
  // What is read ahead of the bits that are used up.
  const readable = end + 8;
  let bits: u64 = 0;
  let count: u32 = 0;
  let last = false;
  while (!last) {
    if (ip > readable) return -1;
    bits |= load<u64>(ip) << <u64>count;
    ip += <usize>((63 - count) >> 3);
    count |= 56;
    last = (bits & 1) != 0;
    const type = <u32>(bits >> 1) & 3;
    bits >>= 3;
    count -= 3;
    if (type == 0) {
      // Stored: begins at a whole byte, of which those read ahead are given back.
      ip -= <usize>(count >> 3);
      bits = 0;
      count = 0;
      if (ip + 4 > end) return -1;
      const length = <usize>load<u16>(ip);
      if (length != <usize>(load<u16>(ip, 2) ^ 0xffff)) return -1;
      ip += 4;
      if (ip + length > end || op + length > limit) return -1;
      memory.copy(op, ip, length);
      op += length;
      ip += length;
      continue;
    }
    if (type == 1) fixedTables();
    else if (type == 2) {
      const literals = (<u32>bits & 31) + 257;
      const distances = (<u32>(bits >> 5) & 31) + 1;
      const lengths = (<u32>(bits >> 10) & 15) + 4;
      bits >>= 14;
      count -= 14;
      if (literals > 286 || distances > 30) return -1;
      memory.fill(LENGTHS, 0, 19);
      for (let i: u32 = 0; i < lengths; i++) {
        if (count < 3) {
          bits |= load<u64>(ip) << <u64>count;
          ip += <usize>((63 - count) >> 3);
          count |= 56;
        }
        store<u8>(LENGTHS + <usize>unchecked(LENGTH_ORDER[i]), <u8>(bits & 7));
        bits >>= 3;
        count -= 3;
      }
      if (!table(LENGTHS, 19, LITERALS, 7, 128, FOR_LENGTHS)) return -1;
      const total = literals + distances;
      let i: u32 = 0;
      while (i < total) {
        if (ip > readable) return -1;
        bits |= load<u64>(ip) << <u64>count;
        ip += <usize>((63 - count) >> 3);
        count |= 56;
        const entry = load<u32>(LITERALS + (<usize>(bits & 127) << 2));
        const taken = entry & 31;
        if (taken == 0) return -1;
        bits >>= <u64>taken;
        count -= taken;
        const symbol = entry >> 16;
        if (symbol < 16) {
          store<u8>(LENGTHS + i, <u8>symbol);
          i++;
          continue;
        }
        let times: u32;
        let value: u8 = 0;
        if (symbol == 16) {
          if (i == 0) return -1;
          value = load<u8>(LENGTHS + i - 1);
          times = 3 + (<u32>bits & 3);
          bits >>= 2;
          count -= 2;
        } else if (symbol == 17) {
          times = 3 + (<u32>bits & 7);
          bits >>= 3;
          count -= 3;
        } else {
          times = 11 + (<u32>bits & 127);
          bits >>= 7;
          count -= 7;
        }
        memory.fill(LENGTHS + i, value, times);
        i += times;
      }
      // Without an end there would be none; and a run must not go beyond the last length.
      if (i > total || load<u8>(LENGTHS + 256) == 0) return -1;
      if (!table(LENGTHS + literals, distances, DISTANCES, DISTANCE_BITS, DISTANCE_ROOM, FOR_DISTANCES)) return -1;
      if (!table(LENGTHS, literals, LITERALS, LITERAL_BITS, LITERAL_ROOM, FOR_LITERALS)) return -1;
    } else return -1;

    while (true) {
      if (ip > readable) return -1;
      bits |= load<u64>(ip) << <u64>count;
      ip += <usize>((63 - count) >> 3);
      count |= 56;
      let entry = load<u32>(LITERALS + (<usize>(bits & 1023) << 2));
      if (entry & IS_LITERAL) {
        // Three literals of at most ten bits, and what follows them, fit into what was read.
        bits >>= <u64>(entry & 31);
        count -= entry & 31;
        store<u8>(op, <u8>(entry >> 16));
        op++;
        entry = load<u32>(LITERALS + (<usize>(bits & 1023) << 2));
        if (entry & IS_LITERAL) {
          bits >>= <u64>(entry & 31);
          count -= entry & 31;
          store<u8>(op, <u8>(entry >> 16));
          op++;
          entry = load<u32>(LITERALS + (<usize>(bits & 1023) << 2));
          if (entry & IS_LITERAL) {
            bits >>= <u64>(entry & 31);
            count -= entry & 31;
            store<u8>(op, <u8>(entry >> 16));
            op++;
            if (op > limit) return -1;
            continue;
          }
        }
        bits |= load<u64>(ip) << <u64>count;
        ip += <usize>((63 - count) >> 3);
        count |= 56;
      }
      if (entry & IS_LINK) {
        bits >>= <u64>LITERAL_BITS;
        count -= LITERAL_BITS;
        const width = (entry >> 8) & 31;
        entry = load<u32>(LITERALS + (<usize>((entry >> 16) + (<u32>bits & ((1 << width) - 1))) << 2));
      }
      const taken = entry & 31;
      if (taken == 0) return -1;
      bits >>= <u64>taken;
      count -= taken;
      if (entry & IS_LITERAL) {
        store<u8>(op, <u8>(entry >> 16));
        op++;
        if (op > limit) return -1;
        continue;
      }
      if (entry & IS_END) break;
      const lengthExtra = (entry >> 8) & 31;
      const length = <usize>((entry >> 16) + (<u32>bits & ((1 << lengthExtra) - 1)));
      bits >>= <u64>lengthExtra;
      count -= lengthExtra;
      let far = load<u32>(DISTANCES + (<usize>(bits & 255) << 2));
      if (far & IS_LINK) {
        bits >>= <u64>DISTANCE_BITS;
        count -= DISTANCE_BITS;
        const width = (far >> 8) & 31;
        far = load<u32>(DISTANCES + (<usize>((far >> 16) + (<u32>bits & ((1 << width) - 1))) << 2));
      }
      const farTaken = far & 31;
      if (farTaken == 0) return -1;
      bits >>= <u64>farTaken;
      count -= farTaken;
      const farExtra = (far >> 8) & 31;
      // 56 bits were there: 15 and 5 for the length, 15 and 13 for the distance.
      const distance = <usize>((far >> 16) + (<u32>bits & ((1 << farExtra) - 1)));
      bits >>= <u64>farExtra;
      count -= farExtra;
      if (op + length > limit || distance > op - to) return -1;
      let source = op - distance;
      const stop = op + length;
      if (distance >= 16) {
        do {
          v128.store(op, v128.load(source));
          op += 16;
          source += 16;
        } while (op < stop);
      } else if (distance >= 8) {
        do {
          store<u64>(op, load<u64>(source));
          op += 8;
          source += 8;
        } while (op < stop);
      } else if (distance == 1) {
        memory.fill(op, load<u8>(source), length);
      } else {
        do {
          store<u8>(op, load<u8>(source));
          op++;
          source++;
        } while (op < stop);
      }
      op = stop;
    }
  }
  ip -= <usize>(count >> 3);
  if (ip + 4 > end || op > limit) return -1;
  if (bswap<u32>(load<u32>(ip)) != adler32(to, op)) return -1;
  streamEnd = ip + 4;
  return <i32>(op - to);
}

/** RFC 1950, section 8.2, over bytes `at` to `end`. */
function adler32(at: usize, end: usize): u32 {
  let a: u32 = 1;
  let b: u32 = 0;
  const weights = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  const ones = i16x8.splat(1);
  while (at + 16 <= end) {
    // As many as neither sum can overflow within.
    const left = end - at;
    const size = (left < 5536 ? left : 5536) & ~15;
    const stop = at + size;
    let sums = i32x4.splat(0);
    let weighted = i32x4.splat(0);
    let before = i32x4.splat(0); // sum of `sums` before each 16 bytes
    while (at < stop) {
      const bytes = v128.load(at);
      const low = i16x8.extend_low_i8x16_u(bytes);
      const high = i16x8.extend_high_i8x16_u(bytes);
      before = i32x4.add(before, sums);
      const lows = i32x4.dot_i16x8_s(low, ones);
      sums = i32x4.add(sums, i32x4.add(lows, i32x4.dot_i16x8_s(high, ones)));
      // Weights 16…9 for the first eight: those of 8…1 and eight times the bytes.
      weighted = i32x4.add(weighted, i32x4.add(i32x4.dot_i16x8_s(low, weights), i32x4.dot_i16x8_s(high, weights)));
      weighted = i32x4.add(weighted, i32x4.shl(lows, 3));
      at += 16;
    }
    b = (b + a * <u32>size + 16 * (across(before) % 65521) + across(weighted)) % 65521;
    a = (a + across(sums)) % 65521;
  }
  while (at < end) {
    a += <u32>load<u8>(at);
    b += a;
    at++;
  }
  return ((b % 65521) << 16) | (a % 65521);
}

// @ts-ignore: decorator
@inline function across(sums: v128): u32 {
  return i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
}

function fixedTables(): void {
  for (let i: usize = 0; i < 288; i++) store<u8>(LENGTHS + i, i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
  table(LENGTHS, 288, LITERALS, LITERAL_BITS, LITERAL_ROOM, FOR_LITERALS);
  memory.fill(LENGTHS, 5, 32);
  table(LENGTHS, 32, DISTANCES, DISTANCE_BITS, DISTANCE_ROOM, FOR_DISTANCES);
}

/** What a symbol means, in `taken` bits; 0 for one that must not stand in a stream. */
function entryOf(symbol: u32, taken: u32, kind: u32): u32 {
  if (kind == FOR_LENGTHS) return (symbol << 16) | taken;
  if (kind == FOR_DISTANCES) {
    if (symbol > 29) return 0;
    return (<u32>unchecked(DISTANCE_BASE[symbol]) << 16) | (<u32>unchecked(DISTANCE_EXTRA[symbol]) << 8) | taken;
  }
  if (symbol < 256) return IS_LITERAL | (symbol << 16) | taken;
  if (symbol == 256) return IS_END | taken;
  if (symbol > 285) return 0;
  return (<u32>unchecked(LENGTH_BASE[symbol - 257]) << 16) | (<u32>unchecked(LENGTH_EXTRA[symbol - 257]) << 8) | taken;
}

/**
 * Lays the decoding table of a canonical Huffman code (RFC 1951, section 3.2.2), `width` bits of it at once. False for lengths
 * that make no code: too many, or too few, but for the one code of one bit that zlib also lets pass.
 */
function table(lengths: usize, symbols: u32, at: usize, width: u32, room: u32, kind: u32): bool {
  memory.fill(COUNTS, 0, 32);
  for (let i: u32 = 0; i < symbols; i++) {
    const cell = COUNTS + (<usize>load<u8>(lengths + i) << 1);
    store<u16>(cell, load<u16>(cell) + 1);
  }
  store<u16>(COUNTS, 0);
  let left: i32 = 1;
  let longest: u32 = 0;
  let place: u32 = 0;
  for (let length: u32 = 1; length < 16; length++) {
    const count = <u32>load<u16>(COUNTS + (<usize>length << 1));
    left = (left << 1) - <i32>count;
    if (left < 0) return false;
    store<u16>(PLACES + (<usize>length << 1), <u16>place);
    place += count;
    if (count != 0) longest = length;
  }
  if (left > 0 && longest > 1) return false;
  if (left > 0 && kind == FOR_LENGTHS) return false;
  for (let i: u32 = 0; i < symbols; i++) {
    const length = <usize>load<u8>(lengths + i);
    if (length == 0) continue;
    const cell = PLACES + (length << 1);
    const next = load<u16>(cell);
    store<u16>(SORTED + (<usize>next << 1), <u16>i);
    store<u16>(cell, next + 1);
  }
  const size: u32 = 1 << width;
  memory.fill(at, 0, <usize>size << 2);
  let code: u32 = 0;
  let next: usize = SORTED;
  let free: u32 = size; // where the next table for longer codes goes
  let prefix: u32 = 0xffffffff;
  let subtable: u32 = 0;
  let subwidth: u32 = 0;
  for (let length: u32 = 1; length <= longest; length++) {
    const count = <u32>load<u16>(COUNTS + (<usize>length << 1));
    for (let k: u32 = 0; k < count; k++) {
      const symbol = <u32>load<u16>(next);
      next += 2;
      const reversed = reverse(code, length);
      code++;
      if (length <= width) {
        const entry = entryOf(symbol, length, kind);
        for (let i = reversed; i < size; i += (<u32>1) << length) store<u32>(at + (<usize>i << 2), entry);
        continue;
      }
      if ((reversed & (size - 1)) != prefix) {
        prefix = reversed & (size - 1);
        // As wide as it takes for all codes that begin so.
        subwidth = length - width;
        let open: i32 = (1 << subwidth) - <i32>(count - k);
        for (let longer = length + 1; open > 0 && longer <= longest; longer++) {
          subwidth++;
          open = (open << 1) - <i32>load<u16>(COUNTS + (<usize>longer << 1));
        }
        subtable = free;
        free += (<u32>1) << subwidth;
        if (free > room) return false;
        memory.fill(at + (<usize>subtable << 2), 0, <usize>4 << <usize>subwidth);
        store<u32>(at + (<usize>prefix << 2), IS_LINK | (subtable << 16) | (subwidth << 8) | width);
      }
      const entry = entryOf(symbol, length - width, kind);
      for (let i = reversed >> width; i < (<u32>1) << subwidth; i += (<u32>1) << (length - width))
        store<u32>(at + (<usize>(subtable + i) << 2), entry);
    }
    code <<= 1;
  }
  return true;
}

function reverse(code: u32, length: u32): u32 {
  let reversed: u32 = 0;
  for (let i: u32 = 0; i < length; i++) {
    reversed = (reversed << 1) | (code & 1);
    code >>= 1;
  }
  return reversed;
}
