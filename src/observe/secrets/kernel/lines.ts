// Base64 over several lines: as MIME and PEM wrap it, indented in YAML, in comments, in strings that are joined, or in one string with escaped
// line breaks.
import { B64 } from './layout';

/** What may stand between a line's end and the next line's first digit. */
const LONGEST: usize = 96;

/** The first digit of the next line, when `p` is where a line of digits ends; else 0. */
export function separator(p: usize, end: usize): usize {
  const last = p + LONGEST < end ? p + LONGEST : end;
  let at = p;
  if (isQuote(at, last)) {
    at = blanks(at + 1, last);
    if (at < last && (load<u8>(at) == 43 || load<u8>(at) == 44 || load<u8>(at) == 46 || load<u8>(at) == 38)) at = blanks(at + 1, last); // + , . &
  } else at = blanks(at, last);
  if (at < last && load<u8>(at) == 92 && at + 1 < last && (load<u8>(at + 1) == 10 || load<u8>(at + 1) == 13)) at++;
  const line = lineBreaks(at, last);
  if (line == at) return 0;
  at = comment(blanks(line, last), last);
  if (isQuote(at, last)) at++;
  return at < last && load<u8>(B64 + <usize>load<u8>(at)) < 64 ? at : 0;
}

/** Line breaks as they are, and as \n and \r. */
function lineBreaks(p: usize, last: usize): usize {
  let breaks = 0;
  while (p < last && breaks < 4) {
    const byte = load<u8>(p);
    if (byte == 10 || byte == 13) p++;
    else if (byte == 92 && p + 1 < last && (load<u8>(p + 1) == 110 || load<u8>(p + 1) == 114)) {
      p += 2;
      // "…\n" + and a line break
      if (isQuote(p, last)) {
        const behind = blanks(p + 1, last);
        const joined = behind < last && (load<u8>(behind) == 43 || load<u8>(behind) == 44 || load<u8>(behind) == 46) ? blanks(behind + 1, last) : behind;
        if (joined < last && (load<u8>(joined) == 10 || load<u8>(joined) == 13)) p = joined;
      }
    } else break;
    breaks++;
  }
  return p;
}

function blanks(p: usize, last: usize): usize {
  while (p < last && (load<u8>(p) == 32 || load<u8>(p) == 9)) p++;
  return p;
}

/** Behind what begins a line of a comment or of a quotation, and the blank that follows it. */
function comment(p: usize, last: usize): usize {
  if (p + 2 >= last) return p;
  const byte = load<u8>(p);
  const length: usize = byte == 35 || byte == 42 || byte == 62 ? 1 : byte == 47 && load<u8>(p + 1) == 47 ? 2 : 0;
  const behind = p + length;
  return length > 0 && load<u8>(behind) == 32 ? blanks(behind, last) : p;
}

// @ts-ignore: decorator
@inline function isQuote(p: usize, last: usize): bool {
  return p < last && (load<u8>(p) == 34 || load<u8>(p) == 39);
}
