// Runs of base64 or hexadecimal digits, and what tells that they stand for text.
import { B64, PEEK } from './layout';
import { base64, consumed, nibble } from './decode';
import { separator } from './lines';

/** For each byte whether it is a digit of base64, in either alphabet: zero when not. By its two halves, as two tables that meet in a bit. */
// @ts-ignore: decorator
@inline export function isDigits(v: v128): v128 {
  const lower = i8x16(26, 30, 30, 30, 30, 30, 30, 30, 30, 30, 28, 5, 4, 5, 4, 13);
  const upper = i8x16(0, 0, 1, 2, 4, 8, 4, 16, 0, 0, 0, 0, 0, 0, 0, 0);
  return v128.and(i8x16.swizzle(lower, v128.and(v, i8x16.splat(15))), i8x16.swizzle(upper, i8x16.shr_u(v, 4)));
}

// @ts-ignore: decorator
@inline function sextet(at: usize): u32 {
  return load<u8>(B64 + <usize>load<u8>(at));
}

// @ts-ignore: decorator
@inline function isDigit(at: usize): bool {
  return load<u8>(B64 + <usize>load<u8>(at)) < 64;
}

export function runStart(p: usize, low: usize): usize {
  while (p > low && isDigit(p - 1)) p--;
  return p;
}

export function runEnd(p: usize, high: usize): usize {
  while (p + 16 <= high && i8x16.all_true(isDigits(v128.load(p)))) p += 16;
  while (p < high && isDigit(p)) p++;
  return p;
}

export function isHexRun(p: usize, end: usize): bool {
  while (p < end && nibble(p) < 16) p++;
  return p == end;
}

/** The end of the run with the lines that follow it and belong to it: full ones, and a last one that may be shorter. */
export function joined(start: usize, end: usize, high: usize): usize {
  let width = end - start;
  let isFirst = true;
  while (width >= 32 && end < high && load<u8>(end) != 61) {
    const line = separator(end, high);
    if (line == 0) return end;
    const lineEnd = runEnd(line, high);
    const next = lineEnd - line;
    if ((next > width && !isFirst) || ((width & 3) != 0 && next != width && !(isFirst && next > width))) return end;
    if (!endsLine(lineEnd, high)) return end;
    width = next;
    end = lineEnd;
    isFirst = false;
  }
  return end;
}

/** Whether what follows a run can be the end of its line or of its text. */
function endsLine(p: usize, high: usize): bool {
  if (p >= high) return true;
  const byte = load<u8>(p);
  return byte == 61 || byte == 10 || byte == 13 || byte == 34 || byte == 39 || byte == 92 || byte == 32 || byte == 60 || byte == 96;
}

/** No control characters but those of lines, and UTF-8. */
export function isText(p: usize, count: usize): bool {
  let rest = 0; // bytes that belong to the last character
  for (let i: usize = 0; i < count; i++) {
    const byte = load<u8>(p + i);
    if (rest > 0) {
      if ((byte & 0xc0) != 0x80) return false;
      rest--;
    } else if (byte >= 0x80) {
      if (byte < 0xc2 || byte > 0xf4) return false;
      rest = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    } else if (byte < 32 ? byte != 9 && byte != 10 && byte != 13 : byte == 127) return false;
  }
  return true;
}

/** UTF-16 (little-endian) of ASCII, as PowerShell takes its commands. */
export function isWide(p: usize, count: usize): bool {
  for (let i: usize = 0; i + 2 <= count; i += 2) {
    if (load<u8>(p + i + 1) != 0 || !isText(p + i, 1) || load<u8>(p + i) > 127) return false;
  }
  return count >= 12;
}

/** Base64 of UTF-16: one byte for each unit, `?` for what is not ASCII. Writes twice as far as it says. */
export function narrow(p: usize, end: usize, out: usize, outEnd: usize, map: usize): usize {
  const units = (base64(p, end, out, out + 2 * (outEnd - out), map) - out) >> 1;
  for (let i: usize = 0; i < units; i++) {
    const code = load<u16>(out + 2 * i);
    store<u8>(out + i, code < 128 ? <u8>code : 63);
    if (map == 0) continue;
    store<u32>(map + (i << 3), load<u32>(map + (i << 4)));
    store<u32>(map + (i << 3), load<u32>(map + (i << 4) + 12), 4);
  }
  return out + units;
}

let peeked: usize = 0;

/**
 * Whether the digits at `at` stand for text at first; leaves it in PEEK. ASCII has no eighth bit, which in four digits is a bit of each of the
 * first three: of nearly all runs that are names and paths the first digits tell.
 */
function peek(at: usize, end: usize): bool {
  const quick = at + 16 < end ? at + 16 : end;
  for (let p = at; p + 4 <= quick; p += 4) {
    if ((sextet(p) & 0x20) | (sextet(p + 1) & 8) | (sextet(p + 2) & 2)) return false;
  }
  peeked = base64(at, at + 32 < end ? at + 32 : end, PEEK, PEEK + 24, 0) - PEEK;
  return peeked >= 12 && (isText(PEEK, peeked) || isWide(PEEK, peeked));
}

export function peekedWide(): bool {
  return isWide(PEEK, peeked);
}

/**
 * Where text begins in a run of base64: at its start; or, behind a prefix that is none, where it is in step with the middle of the run; 0 when
 * nowhere.
 */
export function textStart(start: usize, end: usize): usize {
  if (peek(start, end)) return start;
  const middle = start + ((end - start) >> 1);
  for (let phase: usize = 0; phase < 4 && middle + phase + 28 <= end; phase++) {
    if (!peek(middle + phase, end)) continue;
    let at = middle + phase;
    while (at >= start + 4 && at + 512 > middle && holdsText(at - 4)) at -= 4;
    while (at < middle + phase && !peek(at, end)) at += 4;
    peek(at, end);
    return at;
  }
  return 0;
}

function holdsText(at: usize): bool {
  base64(at, at + 4, PEEK, PEEK + 3, 0);
  for (let i: usize = 0; i < 3; i++) {
    const byte = load<u8>(PEEK + i);
    if (byte == 127 || (byte < 32 && byte != 9 && byte != 10 && byte != 13)) return false;
  }
  return true;
}
