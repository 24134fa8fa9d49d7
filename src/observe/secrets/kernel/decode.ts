// Decoders of what text is hidden in: each reads `p` to `end` and writes to `out`, at most to `outEnd`. With a map, eight bytes per byte
// that is written: where what holds it begins (u32 address), and where that ends. The same code tells the text and its places.
import { B64, HEX } from './layout';
import { separator } from './lines';

/** Where the last decoder stopped reading: a place at which it could begin again. */
export let consumed: usize = 0;

/** Fills the tables: the digit that a byte is, 0xff for none. Base64 in both of its alphabets (RFC 4648 sections 4 and 5). */
export function setTables(): void {
  memory.fill(B64, 0xff, 512);
  for (let i: usize = 0; i < 26; i++) {
    store<u8>(B64 + 65 + i, <u8>i);
    store<u8>(B64 + 97 + i, <u8>(26 + i));
  }
  for (let i: usize = 0; i < 10; i++) {
    store<u8>(B64 + 48 + i, <u8>(52 + i));
    store<u8>(HEX + 48 + i, <u8>i);
  }
  for (let i: usize = 0; i < 6; i++) {
    store<u8>(HEX + 65 + i, <u8>(10 + i));
    store<u8>(HEX + 97 + i, <u8>(10 + i));
  }
  store<u8>(B64 + 43, 62);
  store<u8>(B64 + 45, 62);
  store<u8>(B64 + 47, 63);
  store<u8>(B64 + 95, 63);
}

// @ts-ignore: decorator
@inline function sextet(at: usize): u32 {
  return load<u8>(B64 + <usize>load<u8>(at));
}

// @ts-ignore: decorator
@inline export function nibble(at: usize): u32 {
  return load<u8>(HEX + <usize>load<u8>(at));
}

// @ts-ignore: decorator
@inline function mark(map: usize, index: usize, start: usize, end: usize): void {
  if (map == 0) return;
  store<u32>(map + (index << 3), <u32>start);
  store<u32>(map + (index << 3), <u32>end, 4);
}

/** Base64 (RFC 4648), over several lines too. A byte behind `outEnd` may be written over. */
export function base64(p: usize, end: usize, out: usize, outEnd: usize, map: usize): usize {
  const begin = out;
  while (out < outEnd) {
    if (map == 0) {
      while (p + 4 <= end && out + 3 <= outEnd) {
        const a = sextet(p), b = sextet(p + 1), c = sextet(p + 2), d = sextet(p + 3);
        if ((a | b | c | d) & 0x80) break;
        const bits = (a << 18) | (b << 12) | (c << 6) | d;
        store<u32>(out, bswap<u32>(bits << 8));
        out += 3;
        p += 4;
      }
    }
    const unit = p;
    const written = out;
    let bits: u32 = 0;
    let count: u32 = 0;
    let before: usize = p;
    while (p < end && count < 4) {
      const digit = sextet(p);
      if (digit > 63) {
        const behind = separator(p, end);
        if (behind == 0) { end = p; break; }
        p = behind;
        continue;
      }
      bits = (bits << 6) | digit;
      count++;
      // Each byte ends in a digit behind the one in which it begins.
      if (count > 1 && out < outEnd) {
        store<u8>(out, <u8>(bits >> (8 - 2 * count)));
        mark(map, out - begin, before, p + 1);
        out++;
      }
      before = p;
      p++;
    }
    if (count < 4) break;
    if (out - written == 3) continue;
    p = unit;
    out = written;
    break;
  }
  consumed = p;
  return out;
}

/** Pairs of hexadecimal digits. */
export function hex(p: usize, end: usize, out: usize, outEnd: usize, map: usize): usize {
  const begin = out;
  while (p + 2 <= end && out < outEnd) {
    store<u8>(out, <u8>((nibble(p) << 4) | nibble(p + 1)));
    mark(map, out - begin, p, p + 2);
    out++;
    p += 2;
  }
  consumed = p;
  return out;
}

/** `%XX` of URLs (RFC 3986 section 2.1); a plus stays one. */
export function percent(p: usize, end: usize, out: usize, outEnd: usize, map: usize): usize {
  const begin = out;
  while (p < end && out < outEnd) {
    const escaped = load<u8>(p) == 37 && p + 3 <= end && (nibble(p + 1) | nibble(p + 2)) < 16;
    const length: usize = escaped ? 3 : 1;
    store<u8>(out, escaped ? <u8>((nibble(p + 1) << 4) | nibble(p + 2)) : load<u8>(p));
    mark(map, out - begin, p, p + length);
    out++;
    p += length;
  }
  consumed = p;
  return out;
}

/** Escapes behind a backslash, as JSON (RFC 8259 section 7), YAML (1.2.2 section 5.7), C and JavaScript have in common, and continued lines. */
export function escapes(p: usize, end: usize, out: usize, outEnd: usize, map: usize): usize {
  const begin = out;
  while (p < end && out + 4 <= outEnd) {
    let length: usize = 1;
    let code: u32 = load<u8>(p);
    let raw = true;
    if (code == 92 && p + 1 < end) {
      const kind = load<u8>(p + 1);
      if (kind == 117 && p + 6 <= end && (nibble(p + 2) | nibble(p + 3) | nibble(p + 4) | nibble(p + 5)) < 16) {
        code = (nibble(p + 2) << 12) | (nibble(p + 3) << 8) | (nibble(p + 4) << 4) | nibble(p + 5);
        length = 6;
        raw = false;
      } else if (kind == 120 && p + 4 <= end && (nibble(p + 2) | nibble(p + 3)) < 16) {
        code = (nibble(p + 2) << 4) | nibble(p + 3);
        length = 4;
      } else if (kind == 10 || kind == 13) {
        p = continued(p + 1, end);
        continue;
      } else {
        const simple = simpleEscape(kind);
        if (simple != 0) { code = simple; length = 2; }
      }
    }
    const size: usize = raw ? 1 : utf8(code, out);
    if (raw) store<u8>(out, <u8>code);
    for (let i: usize = 0; i < size; i++) mark(map, out - begin + i, p, p + length);
    out += size;
    p += length;
  }
  consumed = p;
  return out;
}

/** Behind the line break and the next line's indentation. */
export function continued(p: usize, end: usize): usize {
  while (p < end && (load<u8>(p) == 10 || load<u8>(p) == 13)) p++;
  while (p < end && (load<u8>(p) == 32 || load<u8>(p) == 9)) p++;
  return p;
}

function simpleEscape(kind: u32): u32 {
  switch (kind) {
    case 110: return 10;
    case 114: return 13;
    case 116: return 9;
    case 34: case 39: case 47: case 92: return kind;
    default: return 0;
  }
}

/** Character references of HTML and XML: decimal, hexadecimal, and the five names of XML. */
export function entities(p: usize, end: usize, out: usize, outEnd: usize, map: usize): usize {
  const begin = out;
  while (p < end && out + 4 <= outEnd) {
    const length = load<u8>(p) == 38 ? reference(p, end) : 0;
    const size: usize = length == 0 ? 1 : utf8(referred, out);
    if (length == 0) store<u8>(out, load<u8>(p));
    for (let i: usize = 0; i < size; i++) mark(map, out - begin + i, p, p + (length == 0 ? 1 : length));
    out += size;
    p += length == 0 ? 1 : length;
  }
  consumed = p;
  return out;
}

/** The character of the last reference. */
export let referred: u32 = 0;

/** Length of the character reference at the ampersand; 0 when there is none. */
export function reference(p: usize, end: usize): usize {
  let at = p + 1;
  if (at + 2 < end && load<u8>(at) == 35) {
    at++;
    const isHex = (load<u8>(at) | 32) == 120;
    if (isHex) at++;
    const first = at;
    referred = 0;
    while (at < end && at - first < 6) {
      const digit = nibble(at);
      if (digit > (isHex ? <u32>15 : <u32>9)) break;
      referred = referred * (isHex ? 16 : 10) + digit;
      at++;
    }
    return at > first && at < end && load<u8>(at) == 59 && referred > 0 && referred < 0x110000 ? at + 1 - p : 0;
  }
  if (at + 5 > end) return 0;
  const four = load<u32>(at);
  if (four == 0x3b706d61) { referred = 38; return 5; } // amp;
  if (four == 0x746f7571 && load<u8>(at + 4) == 59) { referred = 34; return 6; } // quot;
  if (four == 0x736f7061 && load<u8>(at + 4) == 59) { referred = 39; return 6; } // apos;
  if ((four & 0xffffff) == 0x3b746c) { referred = 60; return 4; } // lt;
  if ((four & 0xffffff) == 0x3b7467) { referred = 62; return 4; } // gt;
  return 0;
}

/** Half of a pair of surrogates is written as it is: no rule looks for what lies outside the first plane. */
function utf8(code: u32, out: usize): usize {
  if (code < 0x80) { store<u8>(out, <u8>code); return 1; }
  if (code < 0x800) {
    store<u8>(out, <u8>(0xc0 | (code >> 6)));
    store<u8>(out, <u8>(0x80 | (code & 63)), 1);
    return 2;
  }
  if (code < 0x10000) {
    store<u8>(out, <u8>(0xe0 | (code >> 12)));
    store<u8>(out, <u8>(0x80 | ((code >> 6) & 63)), 1);
    store<u8>(out, <u8>(0x80 | (code & 63)), 2);
    return 3;
  }
  store<u8>(out, <u8>(0xf0 | (code >> 18)));
  store<u8>(out, <u8>(0x80 | ((code >> 12) & 63)), 1);
  store<u8>(out, <u8>(0x80 | ((code >> 6) & 63)), 2);
  store<u8>(out, <u8>(0x80 | (code & 63)), 3);
  return 4;
}
