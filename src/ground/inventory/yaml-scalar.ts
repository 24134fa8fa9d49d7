/** The text of a scalar in YAML's flow: plain, or in quotes; what stands behind its end is a comment. */
export function scalarOf(written: string): string {
  if (written.startsWith("'")) return singleQuoted(written);
  if (written.startsWith('"')) return doubleQuoted(written);
  return withoutComment(written);
}

export function withoutComment(plain: string): string {
  const comment = /[ \t]#/.exec(plain);
  return comment === null ? plain : plain.slice(0, comment.index).trimEnd();
}

function singleQuoted(written: string): string {
  let end = written.indexOf("'", 1);
  while (end !== -1 && written[end + 1] === "'") end = written.indexOf("'", end + 2);
  return written.slice(1, end === -1 ? undefined : end).replaceAll("''", "'");
}

function doubleQuoted(written: string): string {
  let end = 1;
  while (end < written.length && written[end] !== '"') end += written[end] === '\\' ? 2 : 1;
  const inside = written.slice(1, end);
  return inside.includes('\\') ? inside.replace(escape, unescaped) : inside;
}

const escape = /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gsu;

/** YAML 1.2.2, section 5.7. What is no escape stays as it is written: no parser of YAML reads it. */
function unescaped(written: string, ...[x, u, long, sign]: (string | undefined)[]): string {
  const code = Number.parseInt(x ?? u ?? long ?? '', 16);
  if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : written;
  return escapes.get(sign ?? '') ?? written;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

/** Where the quotes close that a scalar begins with; -1: not on this line. */
export function closingQuote(text: string, from = 0): number {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at += 1)
    if (text[at] === '\\' && quote === '"') at += 1;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== "'") return at;
      at += 1;
    }
  return -1;
}

/** What is no plain scalar of one line: a key or value with a tag or anchor before it, an alias, quotes that do not close. */
export function isBeyondScalars(text: string): boolean {
  switch (text[0]) {
    case '*':
    case '&':
    case '!':
      return true;
    case '"':
    case "'":
      return closingQuote(text) === -1;
    default:
      return false;
  }
}
