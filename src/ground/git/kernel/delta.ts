// Applies deltas, gitformat-pack(5), "Deltified representation", and carries over what is known of the base.
//
// A spot is four words: at, from, to, what. What is known of the place `at` holds as long as the bytes `from` to `to` stay
// what they are, and begin or end the text where they did. A region, two words (start and end), is where spots may have come
// or gone. Both stand in rising order.

const SPOT: usize = 16;
const REGION: usize = 8;
/** Spots are told by what stands this near: a change makes a region of that many bytes around it. */
const AROUND: u32 = 64;
/** Regions that lie closer than this become one. */
const NEAR: u32 = 128;

/** Sizes that the last delta named. */
export let deltaBaseSize: f64 = 0;
export let deltaResultSize: f64 = 0;

/** How many spots of the base the last delta kept, and how many regions it made; -1 regions: too many, or not told. */
export let keptSpots: i32 = 0;
export let regionCount: i32 = 0;

let at: usize = 0; // in the delta
let nextKept: usize = 0;
let lastKept: usize = 0;
let firstRegion: usize = 0;
let nextRegion: usize = 0;
let lastRegion: usize = 0;
let total: u32 = 0; // size of the result

/** Reads the two sizes at the head of the delta. Returns the address behind them; 0 when they are cut off or beyond all files. */
export function readSizes(delta: usize, end: usize): usize {
  at = delta;
  const base = readSize(end);
  const result = readSize(end);
  if (base < 0 || result < 0) return 0;
  deltaBaseSize = <f64>base;
  deltaResultSize = <f64>result;
  return at;
}

function readSize(end: usize): i64 {
  let size: i64 = 0;
  let shift: i64 = 0;
  while (at < end && shift < 49) {
    const byte = <i64>load<u8>(at);
    at++;
    size |= (byte & 127) << shift;
    if (byte < 128) return size;
    shift += 7;
  }
  return -1;
}

/**
 * Applies the delta's instructions (`from` to `end`) to the base, and writes the result to `to`, `size` bytes. `spots` are
 * those of the base; `kept` is where those that still hold go, moved, at most `mostKept`, and `regions` where the regions go,
 * at most `mostRegions`; both with room for one more. With `spotCount` below 0 neither is written. False for a delta that does not fit.
 */
export function applyDelta(
  base: usize, baseSize: u32, from: usize, end: usize, to: usize, size: u32,
  spots: usize, spotCount: i32, kept: usize, mostKept: i32, regions: usize, mostRegions: i32,
): bool {
  nextKept = kept;
  lastKept = kept + <usize>mostKept * SPOT;
  firstRegion = regions;
  nextRegion = regions;
  lastRegion = regions + <usize>mostRegions * REGION;
  total = size;
  let overflow = false;
  const carrying = spotCount >= 0;
  const spotsEnd = spots + (carrying ? <usize>spotCount * SPOT : 0);
  at = from;
  let done: u32 = 0;
  // Copies that go on where the last one ended are one.
  let runFrom: u32 = 0;
  let runLength: u32 = 0;
  let runTo: u32 = 0;
  while (at < end) {
    const code = <u32>load<u8>(at);
    at++;
    if (code < 128) {
      if (code == 0 || at + code > end || code > size - done) return false;
      if (runLength != 0) {
        if (carrying) carry(spots, spotsEnd, baseSize, runFrom, runLength, runTo);
        runLength = 0;
      }
      if (code > 16 || at + 16 > end || size - done < 16) memory.copy(to + done, at, code);
      else v128.store(to + done, v128.load(at));
      at += code;
      if (carrying) change(done, done + code);
      done += code;
      continue;
    }
    let offset: u32 = 0;
    let length: u32 = 0;
    if (at + 7 > end && at + popcnt(code & 127) > end) return false;
    if (code & 1) { offset = load<u8>(at); at++; }
    if (code & 2) { offset |= <u32>load<u8>(at) << 8; at++; }
    if (code & 4) { offset |= <u32>load<u8>(at) << 16; at++; }
    if (code & 8) { offset |= <u32>load<u8>(at) << 24; at++; }
    if (code & 16) { length = load<u8>(at); at++; }
    if (code & 32) { length |= <u32>load<u8>(at) << 8; at++; }
    if (code & 64) { length |= <u32>load<u8>(at) << 16; at++; }
    if (length == 0) length = 0x10000;
    if (offset > baseSize || length > baseSize - offset || length > size - done) return false;
    memory.copy(to + done, base + offset, length);
    if (carrying) {
      if (runLength != 0 && runFrom + runLength == offset) runLength += length;
      else {
        if (runLength != 0) carry(spots, spotsEnd, baseSize, runFrom, runLength, runTo);
        // A seam, unless both texts begin here.
        if (done != 0 || offset != 0) change(done, done);
        runFrom = offset;
        runLength = length;
        runTo = done;
      }
    }
    done += length;
  }
  if (done != size) return false;
  if (carrying) {
    if (runLength != 0) {
      carry(spots, spotsEnd, baseSize, runFrom, runLength, runTo);
      if (runFrom + runLength != baseSize) change(size, size);
    } else if (size == 0) change(0, 0);
    overflow = nextKept >= lastKept || nextRegion >= lastRegion;
    dropIn(kept, regions);
  }
  keptSpots = <i32>((nextKept - kept) / SPOT);
  regionCount = overflow || !carrying ? -1 : <i32>((nextRegion - regions) / REGION);
  return true;
}

/** A copy of `length` bytes of the base, and what it carries with it. */
function carry(spots: usize, spotsEnd: usize, baseSize: u32, from: u32, length: u32, to: u32): void {
  let low = spots;
  let high = spotsEnd;
  while (low < high) {
    const middle = low + ((high - low) / SPOT >> 1) * SPOT;
    if (load<u32>(middle) < from) low = middle + SPOT;
    else high = middle;
  }
  const fromEnd = from + length;
  const begins = from == 0 && to == 0;
  const ends = fromEnd == baseSize && to + length == total;
  for (; low < spotsEnd && load<u32>(low) < fromEnd; low += SPOT) {
    const place = load<u32>(low) - from + to;
    const isWhole = (begins || load<u32>(low, 4) > from) && (ends || load<u32>(low, 8) < fromEnd);
    if (!isWhole) region(place, place + 1);
    else if (nextKept < lastKept) {
      store<u32>(nextKept, place);
      store<u32>(nextKept, load<u32>(low, 4) - from + to, 4);
      store<u32>(nextKept, load<u32>(low, 8) - from + to, 8);
      store<u32>(nextKept, load<u32>(low, 12), 12);
      nextKept += SPOT;
    }
  }
}

/** Notes that spots around `start` to `end` may have come or gone. */
function change(start: u32, end: u32): void {
  region(start > AROUND ? start - AROUND : 0, total - end > AROUND ? end + AROUND : total);
}

function region(start: u32, end: u32): void {
  if (nextRegion != firstRegion) {
    const last = nextRegion - REGION;
    if (start <= load<u32>(last, 4) + NEAR) {
      if (end > load<u32>(last, 4)) store<u32>(last, end, 4);
      if (start < load<u32>(last)) store<u32>(last, start);
      return;
    }
  }
  if (nextRegion >= lastRegion) return;
  store<u32>(nextRegion, start);
  store<u32>(nextRegion, end, 4);
  nextRegion += REGION;
}

/** Takes out the kept spots that lie in regions: they will be told anew. */
function dropIn(kept: usize, regions: usize): void {
  let out = kept;
  let region = regions;
  for (let spot = kept; spot < nextKept; spot += SPOT) {
    const place = load<u32>(spot);
    while (region < nextRegion && load<u32>(region, 4) <= place) region += REGION;
    if (region < nextRegion && load<u32>(region) <= place) continue;
    if (out != spot) {
      store<u64>(out, load<u64>(spot));
      store<u64>(out, load<u64>(spot, 8), 8);
    }
    out += SPOT;
  }
  nextKept = out;
}

/** Merges `freshCount` spots into `keptCount` others, in whose place there is room for all. Returns how many there are now: equal ones are one. */
export function mergeSpots(kept: usize, keptCount: u32, fresh: usize, freshCount: u32): u32 {
  let out = kept + <usize>(keptCount + freshCount) * SPOT;
  let a = kept + <usize>keptCount * SPOT;
  let b = fresh + <usize>freshCount * SPOT;
  while (b > fresh) {
    out -= SPOT;
    let source: usize;
    if (a > kept && load<u32>(a - SPOT) > load<u32>(b - SPOT)) {
      a -= SPOT;
      source = a;
    } else {
      b -= SPOT;
      source = b;
    }
    store<u64>(out, load<u64>(source));
    store<u64>(out, load<u64>(source, 8), 8);
  }
  return withoutTwins(kept, keptCount + freshCount);
}

/** Takes out spots that stand at the same place as one before and say the same. */
function withoutTwins(spots: usize, count: u32): u32 {
  let out = spots;
  const end = spots + <usize>count * SPOT;
  for (let spot = spots; spot < end; spot += SPOT) {
    let isTwin = false;
    for (let other = out; other > spots && !isTwin; ) {
      other -= SPOT;
      if (load<u32>(other) != load<u32>(spot)) break;
      isTwin = load<u32>(other, 12) == load<u32>(spot, 12);
    }
    if (isTwin) continue;
    if (out != spot) {
      store<u64>(out, load<u64>(spot));
      store<u64>(out, load<u64>(spot, 8), 8);
    }
    out += SPOT;
  }
  return <u32>((out - spots) / SPOT);
}

/** Of the spots that were looked at last: how many are live, which their lowest bit says, and a number that tells by their bits above which these are. */
export let liveSpots: u32 = 0;
export let liveDigest: f64 = 0;

/** What the spots that are not live cost together: their bits above the lowest. */
export function costOf(spots: usize, count: u32): f64 {
  let live: u32 = 0;
  let cost: u64 = 0;
  let digest: u64 = 0;
  for (let i: usize = 0; i < count; i++) {
    const what = load<u32>(spots + i * SPOT, 12);
    if ((what & 1) == 0) { cost += <u64>(what >> 1); continue; }
    live++;
    // A sum, so that their order has no say; of products, so that others hardly have the same.
    const number = (<u64>(what >> 1) + 1) * 0x9e3779b97f4a7c15;
    digest += (number ^ (number >> 29)) * 0xbf58476d1ce4e5b9;
  }
  liveSpots = live;
  liveDigest = <f64>(digest >> 11);
  return <f64>cost;
}
