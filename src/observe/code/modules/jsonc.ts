import type { Json } from '#ground/model';

/** JSON with comments and commas too many, as TypeScript's settings are written; undefined for what is none. */
export function readJsonc(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Most have neither; the others are read below.
  }
  try {
    return JSON.parse(withoutCommas(withoutComments(text))) as Json;
  } catch {
    return undefined;
  }
}

function withoutComments(text: string): string {
  let out = '';
  let kept = 0;
  for (let at = text.charCodeAt(0) === 0xfeff ? (kept = 1) : 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfText(text, at);
    else if (code === 0x2f && (text[at + 1] === '/' || text[at + 1] === '*')) {
      out += text.slice(kept, at);
      const isLine = text[at + 1] === '/';
      const end = text.indexOf(isLine ? '\n' : '*/', at + 2);
      kept = end < 0 ? text.length : isLine ? end : end + 2;
      at = kept - 1;
    }
  }
  return out + text.slice(kept);
}

function withoutCommas(text: string): string {
  let out = '';
  let kept = 0;
  let comma = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2c) comma = at;
    else if (code === 0x7d || code === 0x5d) {
      if (comma >= 0) {
        out += text.slice(kept, comma);
        kept = comma + 1;
      }
      comma = -1;
    } else if (code > 0x20) comma = -1;
    if (code === 0x22) at = endOfText(text, at);
  }
  return out + text.slice(kept);
}

/** Where the text that begins with the quote at `from` ends. */
function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x22) return at;
  }
  return text.length;
}
