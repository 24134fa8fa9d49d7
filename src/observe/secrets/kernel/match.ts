// The matcher: backtracking over bytes with a memo of (place in the program, position), so that no pattern takes more than
// (rows × window) returns; and a budget of steps beyond which a rule gives up on the file, and says so.
// V8's own linear engine refuses counts such as {36}, and its usual engine can backtrack for ever.
import { SLOTS, SLOTS_AT as slots } from './layout';

const MATCH: u8 = 0;
const SET: u8 = 1;
const REPEAT: u8 = 2;
const REPEAT_LAZY: u8 = 3;
const SPLIT: u8 = 4;
const JUMP: u8 = 5;
const SAVE: u8 = 6;
const ASSERT: u8 = 7;
const NOT_NEXT: u8 = 8;

const UNLIMITED: u32 = 0xffff;
const NONE: u32 = 0xffffffff;
export const ANY: u32 = 0xffff;

/** An instruction, in bytes; the classes that may follow it. compile/program.ts lays it out. */
const SIZE: usize = 12;
const FOLLOW: usize = 8;
const OTHER_FOLLOW: usize = 10;

// Entries of the stack, 16 bytes: u32 what, u32 place, u32 position, u32 limit.
const TRY: u32 = 0; // go on at place and position
const SHORTER: u32 = 1; // a run: give back one byte, down to limit
const LONGER: u32 = 2; // a lazy run: take one byte more, up to limit
const RESTORE: u32 = 3; // slot `place` had the value `position`

/** Attempts shorter than this need no memo, and clearing it would cost more than they do. */
const MEMO_AFTER: u32 = 512;

export let steps: u32 = 0;

let classes: usize = 0;
let stack: usize = 0;
let stackEnd: usize = 0;
let memo: usize = 0;
let memoSize: usize = 0;

export function setMatcher(classTable: usize, stackAt: usize, stackBytes: usize, memoAt: usize, memoBytes: usize): void {
  classes = classTable;
  stack = stackAt;
  stackEnd = stackAt + stackBytes;
  memo = memoAt;
  memoSize = memoBytes;
}

// @ts-ignore: decorator
@inline
export function has(set: u32, at: usize): bool {
  return load<u8>(classes + (<usize>set << 8) + <usize>load<u8>(at)) != 0;
}

// @ts-ignore: decorator
@inline function isWord(byte: u32): bool {
  return (byte - 48 < 10) || ((byte | 32) - 97 < 26) || byte == 95;
}

// @ts-ignore: decorator
@inline function isHex(byte: u32): bool {
  return (byte - 48 < 10) || ((byte | 32) - 97 < 6);
}

/** A word character before does not hide a token when it belongs to an escape: \n \r \t, %3D, \u003d. */
function tokenStart(at: usize, low: usize): bool {
  if (at == low || !isWord(load<u8>(at - 1))) return true;
  const last = <u32>load<u8>(at - 1);
  if (at - 2 >= low && load<u8>(at - 2) == 92 && (last == 110 || last == 114 || last == 116)) return true;
  if (!isHex(last)) return false;
  if (at - 3 >= low && load<u8>(at - 3) == 37 && isHex(load<u8>(at - 2))) return true;
  return at - 6 >= low && load<u32>(at - 6) == 0x3030755c && isHex(load<u8>(at - 2));
}

/** A class, a slot or an assertion: the upper 12 of the first 16 bits. */
// @ts-ignore: decorator
@inline function operand(code: usize): u32 {
  return <u32>load<u16>(code) >> 4;
}

function holds(what: u32, at: usize, low: usize, high: usize): bool {
  switch (what) {
    case 0: return at == low;
    case 1: return at == high;
    case 2: return at == low || load<u8>(at - 1) == 10;
    case 3: return at == high || load<u8>(at) == 10 || (load<u8>(at) == 13 && (at + 1 == high || load<u8>(at + 1) == 10));
    case 6: return tokenStart(at, low);
    default: {
      const before = at > low && isWord(load<u8>(at - 1));
      const after = at < high && isWord(load<u8>(at));
      return (before != after) == (what == 4);
    }
  }
}

/**
 * Matches the program at `start` and leaves the slots' positions (addresses) in `slots`. `low` to `high` is the text that
 * may be read, `limit` where the rule's window ends. Returns 1 match, 0 none, 2 gave up (more than `budget` steps).
 *
 * One function for all instructions, so that position, place and stack stay in registers.
 */
export function matchAt(program: usize, rows: u32, start: usize, low: usize, high: usize, limit: usize, budget: u32): u32 {
  for (let slot: usize = 0; slot < SLOTS; slot++) store<u32>(slots + (slot << 2), NONE);
  store<u32>(slots, <u32>start);
  let spent: u32 = 0;
  let remembers = false;
  let top = stack;
  let place: u32 = 0;
  let at = start;
  while (true) {
    let failed = false;
    const code = program + <usize>place * SIZE;
    const op = load<u16>(code) & 15;
    spent++;
    if (spent > budget) { steps = spent; return 2; }
    if (!remembers && spent > MEMO_AFTER && rows > 0) {
      const size = (((limit - start + 1) * <usize>rows) >> 3) + 1;
      if (size > memoSize) { steps = spent; return 2; }
      memory.fill(memo, 0, size);
      spent += <u32>(size >> 6);
      remembers = true;
    }
    switch (op) {
      case MATCH: {
        store<u32>(slots, <u32>at, 4);
        steps = spent;
        return 1;
      }
      case SET: {
        if (at < limit && has(operand(code), at)) { at++; place++; } else failed = true;
        break;
      }
      case REPEAT: {
        if (remembers && seen(load<u16>(code, 6), at, start, rows)) { failed = true; break; }
        const set = operand(code);
        const min = <usize>load<u16>(code, 2);
        const max = <u32>load<u16>(code, 4);
        const end = max == UNLIMITED ? limit : min2(limit, at + max);
        let p = at;
        while (p < end && has(set, p)) p++;
        spent += <u32>(p - at) >> 2;
        if (p - at < min) { failed = true; break; }
        const least = at + min;
        const follow = <u32>load<u16>(code, FOLLOW);
        const last = p;
        while (p >= least && !follows(follow, p, high)) p--;
        spent += <u32>(last - p) >> 2;
        if (p < least) { failed = true; break; }
        if (p > least) {
          if (top + 16 > stackEnd) { steps = spent; return 2; }
          push(top, SHORTER, place, <u32>p, <u32>least);
          top += 16;
        }
        at = p;
        place++;
        break;
      }
      case REPEAT_LAZY: {
        if (remembers && seen(load<u16>(code, 6), at, start, rows)) { failed = true; break; }
        const set = operand(code);
        const min = <usize>load<u16>(code, 2);
        const max = <u32>load<u16>(code, 4);
        const end = max == UNLIMITED ? limit : min2(limit, at + max);
        let p = at;
        while (p < at + min && p < end && has(set, p)) p++;
        if (p - at < min) { failed = true; break; }
        if (p < end) {
          if (top + 16 > stackEnd) { steps = spent; return 2; }
          push(top, LONGER, place, <u32>p, <u32>end);
          top += 16;
        }
        at = p;
        place++;
        break;
      }
      case SPLIT: {
        if (remembers && seen(load<u16>(code, 6), at, start, rows)) { failed = true; break; }
        const isOpen = follows(<u32>load<u16>(code, FOLLOW), at, high);
        const isOtherOpen = follows(<u32>load<u16>(code, OTHER_FOLLOW), at, high);
        if (isOpen && isOtherOpen) {
          if (top + 16 > stackEnd) { steps = spent; return 2; }
          push(top, TRY, load<u16>(code, 4), <u32>at, 0);
          top += 16;
        }
        if (isOpen) place = load<u16>(code, 2);
        else if (isOtherOpen) place = load<u16>(code, 4);
        else failed = true;
        break;
      }
      case JUMP: {
        place = load<u16>(code, 2);
        break;
      }
      case SAVE: {
        const slot = operand(code);
        if (top + 16 > stackEnd) { steps = spent; return 2; }
        push(top, RESTORE, slot, load<u32>(slots + (<usize>slot << 2)), 0);
        top += 16;
        store<u32>(slots + (<usize>slot << 2), <u32>at);
        place++;
        break;
      }
      case ASSERT: {
        if (holds(operand(code), at, low, high)) place++; else failed = true;
        break;
      }
      default: { // NOT_NEXT
        if (at < high && has(operand(code), at)) failed = true; else place++;
        break;
      }
    }
    // Go back to the last place that has another way on.
    while (failed) {
      if (top == stack) { steps = spent; return 0; }
      top -= 16;
      spent++;
      const what = load<u32>(top);
      place = load<u32>(top, 4);
      at = <usize>load<u32>(top, 8);
      if (what == RESTORE) { store<u32>(slots + (<usize>place << 2), <u32>at); continue; }
      failed = false;
      if (what == TRY) break;
      const back = program + <usize>place * SIZE;
      const row = <u32>load<u16>(back, 6) + 1;
      const bound = <usize>load<u32>(top, 12);
      if (what == SHORTER) {
        const last = at--;
        const follow = <u32>load<u16>(back, FOLLOW);
        while (at >= bound && !follows(follow, at, high)) at--;
        spent += <u32>(last - at) >> 2;
        if (at < bound) { failed = true; continue; }
        if (at > bound) { store<u32>(top, <u32>at, 8); top += 16; }
      } else {
        if (!has(operand(back), at)) { failed = true; continue; }
        at++;
        if (at < bound) { store<u32>(top, <u32>at, 8); top += 16; }
      }
      if (remembers && seen(row, at, start, rows)) { failed = true; continue; }
      place++;
    }
  }
  return 0; // never reached; the compiler asks for it
}

/** Whether the next byte lets a match go on in a place that begins with that class. */
// @ts-ignore: decorator
@inline function follows(set: u32, at: usize, high: usize): bool {
  return set == ANY || at >= high || has(set, at);
}

// @ts-ignore: decorator
@inline function min2(a: usize, b: usize): usize {
  return a < b ? a : b;
}

// @ts-ignore: decorator
@inline function push(top: usize, what: u32, place: u32, position: u32, limit: u32): void {
  store<u32>(top, what);
  store<u32>(top, place, 4);
  store<u32>(top, position, 8);
  store<u32>(top, limit, 12);
}

/** Whether (row, position) was tried before in this attempt; marks it. */
// @ts-ignore: decorator
@inline function seen(row: u32, at: usize, start: usize, rows: u32): bool {
  const bit = (at - start) * <usize>rows + <usize>row;
  const cell = memo + (bit >> 3);
  const mask = <u8>1 << <u8>(bit & 7);
  const old = load<u8>(cell);
  if (old & mask) return true;
  store<u8>(cell, old | mask);
  return false;
}
