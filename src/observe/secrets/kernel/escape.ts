// Escapes that hide what a rule looks for: where they stand, and which text around them is to be decoded. What every rule sees through by
// itself (\n between lines of a key, \" around a value) is no reason to decode.
import { B64 } from './layout';
import { continued, nibble, reference, referred } from './decode';

export const PERCENT: u32 = 4;
export const ESCAPE: u32 = 5;
export const ENTITY: u32 = 6;

/** Text before the first and behind the last escape that is decoded with them: a name, a host. */
const AROUND: usize = 256;
/** A value with one escape in it is as long as a token. */
const TOKEN: usize = 20;

/** The codec of the escape at `p`, which is a percent sign, an ampersand or a backslash; 0 when it hides nothing. */
export function escapeAt(p: usize, low: usize, high: usize): u32 {
  const byte = load<u8>(p);
  if (byte == 37) return isPercent(p, high) ? PERCENT : 0;
  if (byte == 38) return isEntity(p, low, high) ? ENTITY : 0;
  return isEscape(p, low, high) ? ESCAPE : 0;
}

/** Where the text to decode begins: at the line's start, or a little before the first escape. */
export function regionStart(p: usize, low: usize): usize {
  const least = p > low + AROUND ? p - AROUND : low;
  while (p > least && load<u8>(p - 1) != 10 && load<u8>(p - 1) != 0) p--;
  return p;
}

/** Where it ends: at the line's end, or a little behind the last escape; 0 when one escape alone hides too little. */
export function regionEnd(first: usize, low: usize, high: usize, codec: u32): usize {
  const lead: u32 = codec == PERCENT ? 37 : codec == ENTITY ? 38 : 92;
  let last = first;
  let count = 1;
  let p = first + 1;
  for (; p < high && p - last <= AROUND; p++) {
    const byte = load<u8>(p);
    if (byte == 0 || (byte == 10 && !(codec == ESCAPE && isContinued(p)))) break;
    if (byte == lead && escapeAt(p, low, high) == codec) { last = p; count++; }
  }
  return codec == PERCENT && count == 1 && !isToken(first, low, high) ? 0 : p;
}

function isContinued(newline: usize): bool {
  return load<u8>(newline - 1) == 92 || (load<u8>(newline - 1) == 13 && load<u8>(newline - 2) == 92);
}

/** Text, as rules look for it. */
function isPlain(code: u32): bool {
  return (code >= 32 && code < 127) || code == 10 || code == 13;
}

function isPercent(p: usize, high: usize): bool {
  return p + 3 <= high && (nibble(p + 1) | nibble(p + 2)) < 16 && isPlain((nibble(p + 1) << 4) | nibble(p + 2));
}

function isEscape(p: usize, low: usize, high: usize): bool {
  if (p + 2 > high) return false;
  switch (load<u8>(p + 1)) {
    case 117: // \u00XX
      return p + 6 <= high && load<u16>(p + 2) == 0x3030 && (nibble(p + 4) | nibble(p + 5)) < 16 && isPlain((nibble(p + 4) << 4) | nibble(p + 5));
    case 120: // \xXX\xXX
      return p + 8 <= high && load<u16>(p + 4) == 0x785c && (nibble(p + 2) | nibble(p + 3) | nibble(p + 6) | nibble(p + 7)) < 16 && isPlain((nibble(p + 2) << 4) | nibble(p + 3));
    case 47: // :\/\/ of a URL, and a slash in what could be base64
      return (p > low && load<u8>(p - 1) == 58 && p + 4 <= high && load<u16>(p + 2) == 0x2f5c) || isToken(p, low, high);
    case 10: case 13: {
      const behind = continued(p + 1, high);
      return behind < high && isDigit(behind) && p > low + 8 && isRun(p - 8, p);
    }
    default:
      return false;
  }
}

function isEntity(p: usize, low: usize, high: usize): bool {
  const length = reference(p, high);
  if (length == 0 || !isPlain(referred)) return false;
  const isNumber = load<u8>(p + 1) == 35;
  if (referred == 34) return p > low && (load<u8>(p - 1) == 58 || load<u8>(p - 1) == 61 || load<u8>(p - 1) == 92);
  if (isNumber) return referred != 39 && referred != 32;
  return referred == 38 && isToken(p, low, high);
}

/** Whether what stands around an escape, up to a blank or a quote, is long enough for a token. */
function isToken(p: usize, low: usize, high: usize): bool {
  let before = p;
  while (before > low && p - before < TOKEN && isDigit(before - 1)) before--;
  let behind = p + 1;
  while (behind < high && behind - before < TOKEN + 6 && (isDigit(behind) || load<u8>(behind) == 92 || load<u8>(behind) == 37)) behind++;
  return p - before >= 4 && behind - before >= TOKEN + 2;
}

function isRun(p: usize, end: usize): bool {
  while (p < end && isDigit(p)) p++;
  return p == end;
}

// @ts-ignore: decorator
@inline function isDigit(at: usize): bool {
  return load<u8>(B64 + <usize>load<u8>(at)) < 64;
}
