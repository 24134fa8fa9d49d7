// The kernel: finds anchors in text (one hash of three bytes per position, sixteen positions at a time), checks each byte of
// the anchor, and runs the rule's matcher there. AssemblyScript; tools/build/secrets.ts compiles it.
import {
  A_CLASSES, A_LENGTH, A_MASK, A_OFFSET, A_TARGET_COUNT, A_TARGETS, A_VALUE, ANCHOR_SIZE, B_BEFORE, B_BEHIND, B_LIST, B_TRIGRAM, BUCKET_SIZE, BUCKETS, FLAGS, H_ANCHORS, H_CLASSES,
  H_K1, H_K2, H_LISTS, H_PROGRAMS, H_RULE_COUNT, H_RULES, H_SLOT_COUNT, H_SLOTS, H_TARGETS, IMAGE, R_DISTINCT, R_FIRST, R_PROGRAM, R_ROWS,
  R_WINDOW, RECORD_SIZE, RULE_SIZE, S_END, S_FILE, S_GAVE_UP, S_MATCHES, S_OFF, S_PART, S_STEPS, SLOTS, SLOTS_AT, STATE_SIZE, T_HIGH, T_LOW, T_RULE, TARGET_SIZE,
} from './layout';
import { ANY, has, matchAt, setMatcher, steps } from './match';

const NONE: u32 = 0xffffffff;
const SPOT_SIZE: usize = 16;
/** More than an honest rule takes for one place. A rule that needs them has it looked at whole. */
const SPOT_STEPS: u32 = 100_000;
/** Further from a match than this nothing has a say in what it is taken for: the other half of a credential, words close by. */
const SPOT_AROUND: u32 = 8192;
/** Free records that a block of sixteen positions must have before it: more are dropped, and counted as given up. */
const RESERVE: usize = 256 * RECORD_SIZE;

let k1: u32 = 0;
let k2: u32 = 0;
let lists: usize = 0;
let anchors: usize = 0;
let targets: usize = 0;
let classes: usize = 0;
let rules: usize = 0;
let ruleCount: u32 = 0;
let programs: usize = 0;
let state: usize = 0;
let records: usize = 0;
let recordsEnd: usize = 0;
let scratch: usize = 0;
let next: usize = 0; // where the next record goes

let low: usize = 0; // the text that may be read
let high: usize = 0;
let origin: u32 = 0; // position in the file of `low`
let stepsLeft: u32 = 0; // of all rules in this part
let mostSteps: u32 = 0; // of each rule in this part
let mostMatches: u32 = 0; // of each rule in this file
let file: u32 = 0; // counted from 1, as parts are
let part: u32 = 0;
let quitters: u32 = 0; // rules that gave up on this file

// While spots are told instead of matches (placeForSpots): where the text ends, wherever `high` is; and whether a rule had to see behind `high`.
let spotting = false;
let textEnd: usize = 0;
let starved = false;
let spotsFrom: usize = 0;
let spotsTo: usize = 0;

/** The image lies at IMAGE. The addresses are those of free memory behind it. */
export function init(stateAt: usize, stackAt: usize, stackBytes: usize, memoAt: usize, memoBytes: usize, recordsAt: usize, recordsBytes: usize, scratchAt: usize): void {
  k1 = load<u32>(IMAGE + H_K1);
  k2 = load<u32>(IMAGE + H_K2);
  lists = IMAGE + load<u32>(IMAGE + H_LISTS);
  anchors = IMAGE + load<u32>(IMAGE + H_ANCHORS);
  targets = IMAGE + load<u32>(IMAGE + H_TARGETS);
  classes = IMAGE + load<u32>(IMAGE + H_CLASSES);
  rules = IMAGE + load<u32>(IMAGE + H_RULES);
  ruleCount = load<u32>(IMAGE + H_RULE_COUNT);
  programs = IMAGE + load<u32>(IMAGE + H_PROGRAMS);
  state = stateAt;
  records = recordsAt;
  recordsEnd = recordsAt + recordsBytes;
  scratch = scratchAt;
  setMatcher(classes, stackAt, stackBytes, memoAt, memoBytes);
  const slots = IMAGE + load<u32>(IMAGE + H_SLOTS);
  const count = load<u32>(IMAGE + H_SLOT_COUNT);
  for (let slot: usize = 0; slot < count; slot++) {
    const hash = <usize>load<u16>(slots + (slot << 2));
    store<u8>(FLAGS + hash, 1);
    store<u16>(BUCKETS + (hash << 1), load<u16>(slots + (slot << 2), 2));
  }
}

/** Begins a file, of which each rule may have that many matches. */
export function begin(ruleMatches: u32): void {
  file++;
  quitters = 0;
  next = records;
  mostMatches = ruleMatches;
}

/**
 * Says which part of the file lies in memory: bytes `lowAt` to `highAt`, the first of them at `position` in the file; and how many steps
 * each rule, and all together, may take for it.
 */
export function place(lowAt: usize, highAt: usize, position: u32, ruleSteps: u32, allSteps: u32): void {
  part++;
  low = lowAt;
  high = highAt;
  origin = position;
  mostSteps = ruleSteps;
  spotting = false;
  stepsLeft = allSteps;
}

/** Brings a rule's state to this file and part. Most rules are never looked for in most files. */
// @ts-ignore: decorator
@inline function refresh(own: usize): void {
  if (load<u32>(own, S_PART) == part) return;
  store<u32>(own, part, S_PART);
  store<u32>(own, mostSteps, S_STEPS);
  if (load<u32>(own, S_FILE) == file) return;
  store<u32>(own, file, S_FILE);
  store<u32>(own, 0, S_END);
  store<u32>(own, mostMatches, S_MATCHES);
}

/**
 * The same, to tell spots instead of matches: `scan` leaves one for each place at which a rule's anchor stands, four words each: where;
 * from and to where what stands there decides about it; and 1 when there is a match of the rule, or twice the steps that it took to
 * see that there is none. Other matches have no say in it. Only anchors that begin between `from` and `to` count. `textEndAt` is where the text ends, or would if all of it lay in memory.
 */
export function placeForSpots(lowAt: usize, highAt: usize, position: u32, textEndAt: usize, from: usize, to: usize): void {
  low = lowAt;
  high = highAt;
  origin = position;
  textEnd = textEndAt;
  spotsFrom = from;
  spotsTo = to;
  stepsLeft = 1;
  starved = false;
  spotting = true;
}

/** How many spots the last `scan` left. */
export function spotCount(): u32 {
  return <u32>((next - records) / SPOT_SIZE);
}

/** Whether since `placeForSpots` more of the text behind `high` was needed: then nothing that was told counts. */
export function isStarved(): bool {
  return starved;
}

export function recordCount(): u32 {
  return <u32>((next - records) / RECORD_SIZE);
}

export function gaveUpCount(): u32 {
  return quitters;
}

/** Whether a rule gave up on this file. */
export function gaveUp(rule: u32): bool {
  return load<u32>(state + <usize>rule * STATE_SIZE, S_GAVE_UP) == file;
}

export function stepsRemaining(): u32 {
  return stepsLeft;
}

/**
 * Looks for anchors that begin at `from` (inclusive) to `to` (exclusive) and leaves a record per match. Returns where it stopped: `to`, or
 * earlier when the records are full (call again from there) or the part's steps are used up. At least 32 bytes behind `to` must be readable.
 */
export function scan(from: usize, to: usize): usize {
  next = records;
  const fold = i8x16.splat(0x20);
  const m1 = i16x8.splat(<i16>k1);
  const m2 = i16x8.splat(<i16>k2);
  const sc = scratch;
  let p = from;
  while (p < to) {
    const a = v128.or(v128.load(p), fold);
    const b = v128.or(v128.load(p, 1), fold);
    const c = v128.or(v128.load(p, 2), fold);
    v128.store(sc, i16x8.add(i16x8.mul(a, m1), i16x8.mul(b, m2)));
    v128.store(sc, i16x8.add(i16x8.mul(b, m1), i16x8.mul(c, m2)), 16);
    const even = load<u8>(FLAGS + <usize>load<u16>(sc)) | load<u8>(FLAGS + <usize>load<u16>(sc, 2)) | load<u8>(FLAGS + <usize>load<u16>(sc, 4)) | load<u8>(FLAGS + <usize>load<u16>(sc, 6))
      | load<u8>(FLAGS + <usize>load<u16>(sc, 8)) | load<u8>(FLAGS + <usize>load<u16>(sc, 10)) | load<u8>(FLAGS + <usize>load<u16>(sc, 12)) | load<u8>(FLAGS + <usize>load<u16>(sc, 14));
    const odd = load<u8>(FLAGS + <usize>load<u16>(sc, 16)) | load<u8>(FLAGS + <usize>load<u16>(sc, 18)) | load<u8>(FLAGS + <usize>load<u16>(sc, 20)) | load<u8>(FLAGS + <usize>load<u16>(sc, 22))
      | load<u8>(FLAGS + <usize>load<u16>(sc, 24)) | load<u8>(FLAGS + <usize>load<u16>(sc, 26)) | load<u8>(FLAGS + <usize>load<u16>(sc, 28)) | load<u8>(FLAGS + <usize>load<u16>(sc, 30));
    if (even | odd) {
      if (next + RESERVE > recordsEnd || stepsLeft == 0) return p;
      block(p, to);
    }
    p += 16;
  }
  return to;
}

/** The sixteen positions from `p`, in rising order, so that of overlapping matches of a rule the first one wins. */
function block(p: usize, to: usize): void {
  const sc = scratch;
  let hits = flag(sc, 0) | flag(sc, 1) | flag(sc, 2) | flag(sc, 3) | flag(sc, 4) | flag(sc, 5) | flag(sc, 6) | flag(sc, 7)
    | flag(sc, 8) | flag(sc, 9) | flag(sc, 10) | flag(sc, 11) | flag(sc, 12) | flag(sc, 13) | flag(sc, 14) | flag(sc, 15);
  if (to - p < 16) hits &= (1 << <u32>(to - p)) - 1;
  // No branch on what is mostly unlike from block to block.
  for (; hits != 0; hits &= hits - 1) {
    const i = <usize>ctz(hits);
    const bucket = lists + <usize>load<u16>(BUCKETS + (hashAt(sc, i) << 1)) * BUCKET_SIZE;
    const at = p + i;
    const trigram = load<u32>(bucket, B_TRIGRAM);
    const isThere = <u32>(trigram == 0) | <u32>(trigram == ((load<u32>(at) | 0x202020) & 0xffffff));
    const fits = (load<u64>(bucket, B_BEFORE) >> <u64>load<u8>(at - 1)) | <u64>(at == low);
    if (isThere & <u32>(fits & (load<u64>(bucket, B_BEHIND) >> <u64>load<u8>(at + 3)))) verify(at, bucket);
  }
}

/** Of a block's position: hashes of even ones come first. */
// @ts-ignore: decorator
@inline function hashAt(sc: usize, i: usize): usize {
  return <usize>load<u16>(sc + ((i >> 1) << 1) + ((i & 1) << 4));
}

/** Whether the hash of a block's position begins an anchor, as that bit. */
// @ts-ignore: decorator
@inline function flag(sc: usize, i: u32): u32 {
  return <u32>load<u8>(FLAGS + hashAt(sc, i)) << i;
}

/** Three bytes at `p` are some anchors' rarest trigram, or have its hash: is one of them there? */
function verify(p: usize, bucket: usize): void {
  let list = IMAGE + <usize>load<u32>(bucket, B_LIST);
  for (;;) {
    const number = load<u16>(list);
    if (number == 0xffff) return;
    list += 2;
    const anchor = anchors + <usize>number * ANCHOR_SIZE;
    const at = p - <usize>load<u8>(anchor, A_OFFSET);
    const length = <usize>load<u8>(anchor, A_LENGTH);
    if (at < low || at + length > high) continue;
    if (((load<u64>(at) | 0x2020202020202020) & load<u64>(anchor, A_MASK)) != load<u64>(anchor, A_VALUE)) continue;
    let k: usize = 0;
    while (k < length && load<u8>(classes + (<usize>load<u16>(anchor + A_CLASSES + (k << 1)) << 8) + <usize>load<u8>(at + k))) k++;
    if (k < length) continue;
    const first = targets + <usize>load<u16>(anchor, A_TARGETS) * TARGET_SIZE;
    const end = first + <usize>load<u16>(anchor, A_TARGET_COUNT) * TARGET_SIZE;
    for (let target = first; target < end; target += TARGET_SIZE) attempt(at, target);
  }
}

/** Runs a rule where its anchor was found, from each place at which the match may begin. */
function attempt(anchorAt: usize, target: usize): void {
  if (spotting) return spot(anchorAt, target);
  const number = <usize>load<u16>(target, T_RULE);
  const rule = rules + number * RULE_SIZE;
  const own = state + number * STATE_SIZE;
  if (load<u32>(own, S_GAVE_UP) == file || load<u32>(own, S_OFF) != 0) return;
  refresh(own);
  const least = <usize>load<u16>(target, T_LOW);
  let start = anchorAt - <usize>load<u16>(target, T_HIGH);
  const last = anchorAt - least;
  const free = low + <usize>load<u32>(own, S_END) - <usize>origin; // where the rule's last match ended
  if (load<u32>(own, S_END) > origin && start < free) start = free;
  if (<isize>start < <isize>low) start = low;
  const first = <u32>load<u16>(rule, R_FIRST);
  for (; start <= last; start++) {
    if (first != ANY && !has(first, start)) continue;
    const window = start + <usize>load<u32>(rule, R_WINDOW);
    const limit = window < high ? window : high;
    const left = load<u32>(own, S_STEPS);
    const budget = left < stepsLeft ? left : stepsLeft;
    const result = matchAt(programs + <usize>load<u32>(rule, R_PROGRAM), load<u16>(rule, R_ROWS), start, low, high, limit, budget);
    const spent = steps < budget ? steps : budget;
    store<u32>(own, left - spent, S_STEPS);
    stepsLeft -= spent;
    if (result == 2) { giveUp(own); return; }
    if (result == 1) {
      if (distinctEnough(rule)) record(<u32>number, own);
      return;
    }
  }
}

/** A match of the rule is looked for as if there were no other: whoever has a first match has it so too. */
function spot(anchorAt: usize, target: usize): void {
  if (anchorAt < spotsFrom || anchorAt >= spotsTo) return;
  const number = <usize>load<u16>(target, T_RULE);
  const rule = rules + number * RULE_SIZE;
  let start = anchorAt - <usize>load<u16>(target, T_HIGH);
  const last = anchorAt - <usize>load<u16>(target, T_LOW);
  if (<isize>start < <isize>low) start = low;
  const window = <usize>load<u32>(rule, R_WINDOW);
  // One byte behind the window may be looked at, and eight before the first start.
  const end = last + window + 1;
  if (end > high && high < textEnd) { starved = true; return; }
  const first = start - low > 8 ? start - 8 : low;
  let what: u32 = 0;
  for (; start <= last; start++) {
    const limit = start + window < high ? start + window : high;
    const result = matchAt(programs + <usize>load<u32>(rule, R_PROGRAM), load<u16>(rule, R_ROWS), start, low, high, limit, SPOT_STEPS);
    what += steps << 1;
    if (result == 0) continue;
    what = result == 2 || distinctEnough(rule) ? 1 : what;
    break;
  }
  const place = <u32>(anchorAt - low) + origin;
  let decidedFrom = <u32>(first - low) + origin;
  let decidedTo = <u32>((end < high ? end : high) - low) + origin;
  if (what == 1) {
    // What is made of a match is told by what stands further around it.
    const length = <u32>(textEnd - low) + origin;
    decidedFrom = min2(decidedFrom, place > SPOT_AROUND ? place - SPOT_AROUND : 0);
    decidedTo = length - place > SPOT_AROUND ? max2(decidedTo, place + SPOT_AROUND) : length;
  }
  store<u32>(next, place);
  store<u32>(next, decidedFrom, 4);
  store<u32>(next, decidedTo, 8);
  store<u32>(next, what, 12);
  next += SPOT_SIZE;
}

// @ts-ignore: decorator
@inline function min2(a: u32, b: u32): u32 {
  return a < b ? a : b;
}

// @ts-ignore: decorator
@inline function max2(a: u32, b: u32): u32 {
  return a > b ? a : b;
}

/** A value with an entropy of n bits per byte has at least 2^n distinct bytes: the cheap half of that test. */
function distinctEnough(rule: usize): bool {
  const least = <u32>load<u16>(rule, R_DISTINCT);
  if (least == 0) return true;
  let p = <usize>load<u32>(SLOTS_AT, 8);
  const end = <usize>load<u32>(SLOTS_AT, 12);
  if (<u32>p == NONE) return true;
  let lower: u64 = 0;
  let upper: u64 = 0;
  let beyond: u64 = 0;
  for (; p < end; p++) {
    const byte = load<u8>(p);
    if (byte < 64) lower |= <u64>1 << <u64>byte;
    else if (byte < 128) upper |= <u64>1 << <u64>(byte & 63);
    else beyond = ~0;
  }
  return <u32>(popcnt(lower) + popcnt(upper) + popcnt(beyond)) >= least;
}

/** `own`: the rule's state. What it does not see from here on is unknown. */
function giveUp(own: usize): void {
  store<u32>(own, file, S_GAVE_UP);
  quitters++;
}

function record(number: u32, own: usize): void {
  const left = load<u32>(own, S_MATCHES);
  if (left == 0 || next + RECORD_SIZE > recordsEnd) { giveUp(own); return; }
  store<u32>(own, left - 1, S_MATCHES);
  store<u32>(next, number);
  for (let slot: usize = 0; slot < SLOTS; slot++) {
    const at = load<u32>(SLOTS_AT + (slot << 2));
    store<u32>(next + 4 + (slot << 2), at == NONE ? NONE : at - <u32>low + origin);
  }
  store<u32>(own, load<u32>(next, 8), S_END);
  next += RECORD_SIZE;
}
