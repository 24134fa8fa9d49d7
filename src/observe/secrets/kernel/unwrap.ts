// Finds text in text: runs of base64 and hexadecimal digits, and lines with escapes, and decodes what turns out to be text. A second pass
// over the scanned bytes, of which ordinary source costs it a look at each sixteen: everything else begins at a trigger.
import { G_CODEC, G_FROM, G_OUT, G_OUT_END, G_TO, PEEK, SEGMENT_SIZE, W_CARRY, W_CODEC, W_ESCAPES, W_RESUME, W_RUNS } from './layout';
import { base64, consumed, entities, escapes, hex, percent, setTables } from './decode';
import { armour, keyIn, mayBeKey } from './der';
import { ENTITY, ESCAPE, escapeAt, PERCENT, regionEnd, regionStart } from './escape';
import { isDigits, isHexRun, isText, joined, narrow, peekedWide, runEnd, runStart, textStart } from './run';

// Codecs; those of escapes are in escape.ts, and KEY + n is a key of der.ts.
const BASE64: u32 = 1;
const WIDE: u32 = 2;
const HEXADECIMAL: u32 = 3;
const KEY: u32 = 16;

/** Room that a decoder and its armour may take beyond what they were asked for. */
const SLACK: usize = 256;
/** Decoded bytes that two pieces of one run have in common, so that a secret across their border is whole in one. Divisible by 6. */
const OVERLAP: usize = 6144;
/** Shorter runs are no token of a provider. What a rule takes for encoded, such as a Kubernetes Secret's value, is decoded whatever its length. */
const LEAST: usize = 24;

let low: usize = 0;
let high: usize = 0;
let more: bool = false; // the text goes on behind `high`
let arena: usize = 0;
let arenaEnd: usize = 0;
let out: usize = 0;
let segments: usize = 0;
let segmentsEnd: usize = 0;
let next: usize = 0;
let own: usize = 0; // state of this walk: see W_…
let readTo: usize = 0; // by the last piece
let isCut: bool = false; // the arena ended before the run

export function setUnwrap(): void {
  setTables();
}

export function segmentCount(): u32 {
  return <u32>((next - segments) / SEGMENT_SIZE);
}

/** Where the decoded text ends. Between two segments stand a line break, a NUL and another, which no match crosses. */
export function arenaUsed(): usize {
  return out;
}

/** What lies in memory: bytes `lowAt` to `highAt`, behind which the text goes on or not. `state` keeps the walk between calls. */
export function layer(lowAt: usize, highAt: usize, goesOn: bool, state: usize): void {
  low = lowAt;
  high = highAt;
  more = goesOn;
  own = state;
}

/** Where decoded text and segments go, which `unwrap` begins anew. */
export function target(arenaAt: usize, end: usize, segmentsAt: usize, segmentsEndAt: usize): void {
  arena = arenaAt;
  arenaEnd = end;
  segments = segmentsAt;
  segmentsEnd = segmentsEndAt;
}

/**
 * Decodes what begins at `from` (inclusive) to `to` (exclusive), up to `high`, into the arena. Returns where it stopped: `to`, or earlier when
 * the arena is full (call again from there, when what it holds has been read). 64 bytes behind `to` and 16 before `from` must be readable.
 */
export function unwrap(from: usize, to: usize): usize {
  out = arena;
  next = segments;
  if (load<u32>(own, W_RESUME) != 0 && !resumed()) return from;
  const codes = i8x16.splat(0x25);
  const two = i8x16.splat(2);
  const backslash = i8x16.splat(0x5c);
  let tail = <u64>(from - runStart(from, max2(low, from - 64))); // digits of base64 before `p`
  for (let p = from; p < to; p += 64) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    const others = otherBytes(a) | (otherBytes(b) << 16) | (otherBytes(c) << 32) | (otherBytes(d) << 48);
    const found = longRuns(~others);
    const head = others == 0 ? 64 : <u64>ctz(others);
    const goesOn: u64 = head > 0 && head + tail >= <u64>LEAST ? 1 : 0;
    if ((found | goesOn) != 0 && !runsIn(p, to, found | goesOn)) return p;
    tail = others == 0 ? tail + 64 : <u64>clz(others);
    // % and & are neighbours.
    const least = i8x16.min_u(i8x16.min_u(i8x16.sub(a, codes), i8x16.sub(b, codes)), i8x16.min_u(i8x16.sub(c, codes), i8x16.sub(d, codes)));
    const slash = i8x16.min_u(i8x16.min_u(v128.xor(a, backslash), v128.xor(b, backslash)), i8x16.min_u(v128.xor(c, backslash), v128.xor(d, backslash)));
    if (v128.any_true(i8x16.lt_u(least, two)) || !i8x16.all_true(slash)) {
      const places = leads(a) | (leads(b) << 16) | (leads(c) << 32) | (leads(d) << 48);
      const behind = followers(a) | (followers(b) << 16) | (followers(c) << 32) | (followers(d) << 48);
      const escapes = places & ((behind >> 1) | 0x8000000000000000);
      if (escapes != 0 && !escapesIn(p, to, escapes)) return p;
    }
  }
  return to;
}

/** A bit for each byte that is no digit of base64. */
// @ts-ignore: decorator
@inline function otherBytes(v: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(i8x16.eq(isDigits(v), i8x16.splat(0))));
}

/** A bit where LEAST bits in a row begin. */
// @ts-ignore: decorator
@inline function longRuns(bits: u64): u64 {
  const two = bits & (bits >> 1);
  const four = two & (two >> 2);
  const eight = four & (four >> 4);
  return eight & (eight >> 8) & (eight >> 16);
}

/** A bit for each byte that may begin an escape. */
// @ts-ignore: decorator
@inline function leads(v: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(v128.or(i8x16.lt_u(i8x16.sub(v, i8x16.splat(0x25)), i8x16.splat(2)), i8x16.eq(v, i8x16.splat(0x5c)))));
}

/** A bit for each byte that can follow there: a line break, # / 0 2-7 a q u x. By its two halves, as isDigits. */
// @ts-ignore: decorator
@inline function followers(v: v128): u64 {
  const lower = i8x16(4, 24, 4, 6, 4, 20, 4, 4, 16, 0, 1, 0, 0, 1, 0, 2);
  const upper = i8x16(1, 0, 2, 4, 0, 0, 8, 16, 0, 0, 0, 0, 0, 0, 0, 0);
  const both = v128.and(i8x16.swizzle(lower, v128.and(v, i8x16.splat(15))), i8x16.swizzle(upper, i8x16.shr_u(v, 4)));
  return <u64>(<u32>i8x16.bitmask(i8x16.ne(both, i8x16.splat(0))));
}

/** `places`: a bit for each of the 64 bytes from `p` that lies in a long run of digits, at least one for each run. */
function runsIn(p: usize, to: usize, places: u64): bool {
  while (places != 0) {
    const at = p + <usize>ctz(places);
    let seen = <usize>load<u32>(own, W_RUNS);
    if (at >= seen) {
      const start = runStart(at, low);
      const end = runEnd(at, high);
      // What began before the walk, or behind its end, is seen from there.
      if (start >= seen && start < to && end - start >= LEAST && !run(start, end)) return false;
      seen = max2(<usize>load<u32>(own, W_RUNS), start < to ? end : at + 1);
      if (start < to) store<u32>(own, <u32>seen, W_RUNS);
    }
    places = seen - p < 64 ? places & (~(<u64>0) << <u64>(seen - p)) : 0;
  }
  return true;
}

/** False when the arena has no room for it, or for all of it. */
function run(start: usize, end: usize): bool {
  const s = load<u8>(start) == 48 && (load<u8>(start, 1) | 32) == 120 ? start + 2 : start; // 0x
  if (isHexRun(s, end)) {
    const even = s + ((end - s) & ~1);
    const first = hex(s, even, PEEK, PEEK + 24, 0) - PEEK;
    return first < 12 || !isText(PEEK, first) || block(HEXADECIMAL, s, even);
  }
  const found = textStart(start, end);
  if (found != 0) return block(peekedWide() ? WIDE : BASE64, found, end);
  if (!mayBeKey(start)) return true;
  const kind = keyIn(PEEK, base64(start, min2(start + 64, end), PEEK, PEEK + 48, 0) - PEEK);
  return kind == 0 || block(KEY + kind, start, end);
}

/** A run with the lines that belong to it. */
function block(codec: u32, start: usize, end: usize): bool {
  const whole = codec == HEXADECIMAL ? end : joined(start, end, high);
  isCut = false;
  if (!piece(codec, start, whole)) return false;
  if (<u32>whole > load<u32>(own, W_RUNS)) store<u32>(own, <u32>whole, W_RUNS);
  return !isCut;
}

function escapesIn(p: usize, to: usize, places: u64): bool {
  while (places != 0) {
    const at = p + <usize>ctz(places);
    places &= places - 1;
    if (at >= to || at < <usize>load<u32>(own, W_ESCAPES)) continue;
    const codec = escapeAt(at, low, high);
    if (codec == 0) continue;
    const end = regionEnd(at, low, high, codec);
    if (end == 0) continue;
    if (!piece(codec, regionStart(at, low), end)) return false;
    store<u32>(own, <u32>min2(end, readTo), W_ESCAPES);
    if (readTo < end) return false;
  }
  return true;
}

/** Goes on with a run that was cut. False when it is cut again. */
function resumed(): bool {
  const at = <usize>load<u32>(own, W_RESUME);
  store<u32>(own, 0, W_RESUME);
  return block(load<u32>(own, W_CODEC), at, runEnd(at, high));
}

/** Decodes `start` to `end`, or as much as there is room for in an empty arena. False when there is none in this one. */
function piece(codec: u32, start: usize, end: usize): bool {
  const need = end - start + SLACK;
  if (next + SEGMENT_SIZE > segmentsEnd || (out + need > arenaEnd && next > segments)) return false;
  if (codec > KEY && out + need > arenaEnd) return true; // no key is so long
  const begin = out;
  const room = min2(arenaEnd - out, need) - 8;
  const outEnd = begin + (codec == WIDE ? room >> 1 : room);
  let stop = decode(codec, start, end, begin, outEnd, 0);
  let read = consumed;
  if (codec <= HEXADECIMAL && (read + 4 < end || (end == high && more))) {
    isCut = read + 4 < end;
    const whole = stop - begin;
    if (whole > 2 * OVERLAP) decode(codec, start, end, begin, begin + (whole - OVERLAP) / 6 * 6, 0);
    store<u32>(own + (isCut ? W_RESUME : W_CARRY), whole > 2 * OVERLAP ? <u32>consumed : <u32>start);
    store<u32>(own, codec, W_CODEC);
    stop = decode(codec, start, end, begin, outEnd, 0);
    end = read;
  }
  readTo = stop == begin ? end : read;
  if (stop == begin) return true;
  store<u32>(next, codec, G_CODEC);
  store<u32>(next, <u32>start, G_FROM);
  store<u32>(next, <u32>end, G_TO);
  store<u32>(next, <u32>begin, G_OUT);
  store<u32>(next, <u32>stop, G_OUT_END);
  next += SEGMENT_SIZE;
  store<u32>(stop, 0x000a000a);
  out = stop + 3;
  return true;
}

/** Decodes a segment again, to `copy`, and tells in `map` for each of its bytes which bytes held it: address of the first, and behind the last. */
export function trace(segment: usize, copy: usize, map: usize): void {
  const codec = load<u32>(segment, G_CODEC);
  const room = codec > KEY || (codec >= PERCENT && codec <= ENTITY) ? SLACK : 0; // they stop before the end of what may be written
  const size = <usize>(load<u32>(segment, G_OUT_END) - load<u32>(segment, G_OUT));
  decode(codec, load<u32>(segment, G_FROM), load<u32>(segment, G_TO), copy, copy + size + room, map);
}

function decode(codec: u32, p: usize, end: usize, to: usize, toEnd: usize, map: usize): usize {
  switch (codec) {
    case BASE64: return base64(p, end, to, toEnd, map);
    case WIDE: return narrow(p, end, to, toEnd, map);
    case HEXADECIMAL: return hex(p, end, to, toEnd, map);
    case PERCENT: return percent(p, end, to, toEnd, map);
    case ESCAPE: return escapes(p, end, to, toEnd, map);
    case ENTITY: return entities(p, end, to, toEnd, map);
    default: return armour(codec - KEY, p, end, to, map);
  }
}

// @ts-ignore: decorator
@inline function max2(a: usize, b: usize): usize {
  return a > b ? a : b;
}

// @ts-ignore: decorator
@inline function min2(a: usize, b: usize): usize {
  return a < b ? a : b;
}
