import { CodeScan } from './scan.ts';

/**
 * Whether code nests deeper than the native parser can bear, which recurses and takes the whole process with it when its stack ends. Told
 * before parsing, in one pass. What was measured with oxc-parser 0.154 on a stack of 4 MB (a worker's), with half a margin: brackets
 * failed behind 1,000 (of parameters with defaults; others behind 2,000), `?` and `=>` behind 4,000, prefixes, `=` and statements without
 * braces behind 8,000; operators between operands, members and calls never did.
 */
export function isTooDeep(text: string, isJsx: boolean): boolean {
  if (hasTooManyImports(text)) return true;
  if (text.length < shortest || !mayBeDeep(text)) return false;
  // In scripts these begin comments (ECMA-262, B.1.1), in modules they are operators: it must bear both.
  const asScript = /<!--|-->/.test(text) ? text.replaceAll(/<!--[^\n\r\u2028\u2029]*|^[^\S\n]*-->.*$/gm, '') : text;
  return isDeep(text, isJsx) || (asScript !== text && isDeep(asScript, isJsx));
}

/** The parser ends the process when its record of a module's imports and exports outgrows its memory (seen at 5,000). */
function hasTooManyImports(text: string): boolean {
  let count = 0;
  for (const word of ['import', 'export'])
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 6)) if (++count > mostImports) return true;
  return false;
}

const mostImports = 1500;

function isDeep(text: string, isJsx: boolean): boolean {
  const scan = new CodeScan(text, isJsx);
  const pending: number[] = [0];
  const angles: number[] = [0];
  let weight = 0;
  let before = 0;
  let lastAngle = 0;
  while (scan.next()) {
    const { depth, code, at } = scan;
    if (weight + scan.words * word > most) return true;
    while (pending.length > depth + 1) weight -= pending.pop()! + bracket;
    while (pending.length < depth + 1) {
      pending.push(0);
      weight += bracket;
    }
    if (code === 0x28 || code === 0x5b || code === 0x7b) angles[depth] = 0;
    if (code === 0x3c) lastAngle = at;
    // Between type parameters: no end of what stands around them.
    const isInTypes = code === 0x2c && (angles[depth] ?? 0) > 0 && at - lastAngle < longestTypes;
    const here = pending[depth]!;
    const isArrow = code === 0x3e && text.charCodeAt(at - 1) === 0x3d;
    let own = isArrow ? 0 : (weights[code] ?? 0) + scan.words * word;
    if (code === 0x3c) angles[depth] = (angles[depth] ?? 0) + 1;
    // A `>` takes back what a `<` brought, and nothing else: `a ? b > c > d : …` nests.
    else if (code === 0x3e && !isArrow && (angles[depth] ?? 0) > 0) {
      angles[depth] = angles[depth]! - 1;
      own += closedAngle;
    }
    let next = Math.max(here + own, 0);
    if (!isInTypes && (endsChain(text, code, at) || (weight > looksTwice && isNewStatement(text, before, at)))) {
      next = 0;
      angles[depth] = 0;
    }
    pending[depth] = next;
    weight += next - here;
    if (weight > most) return true;
    before = at;
  }
  // What is still open at the end counts too.
  return weight + scan.words * word + Math.max(0, scan.depth + 1 - pending.length) * bracket > most;
}

/** Without any look at what is text and what is code: whether there is enough of what nests. */
function mayBeDeep(text: string): boolean {
  let weight = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x28 || code === 0x5b || code === 0x7b || code === 0x60) weight += bracket;
    else if (code <= 0x20) weight += word;
    else if (code < 0x40 && code !== 0x3e) weight += weights[code] ?? 0;
    if (weight > most) return true;
  }
  return false;
}

const shortest = 600;
const most = 16_000;
const looksTwice = 4000;
const longestTypes = 300;
const bracket = 26;
const word = 8;
/** Of the 6 of a `<`: what is between types is nested no more, but an assertion (`<a><b>c`) is. */
const closedAngle = -4;
/** `?` and `=` (of `=>` too), prefixes, what follows a condition or a label; `<` of types, most of which `>` takes back; operators between operands. */
const weights: Readonly<Record<number, number>> = {
  0x21: 2,
  0x25: 1,
  0x26: 1,
  0x29: 2,
  0x2a: 1,
  0x2b: 1,
  0x2d: 1,
  0x2e: 1,
  0x2f: 1,
  0x3a: 2,
  0x3c: 6,
  0x3d: 4,
  0x3f: 4,
  0x5e: 1,
  0x7c: 1,
  0x7e: 2,
};

/** A comma ends what nests without brackets, and so does a semicolon or a closed block behind which nothing goes on. */
function endsChain(text: string, code: number, at: number): boolean {
  if (code === 0x2c) return true;
  if (code !== 0x3b && code !== 0x7d) return false;
  return !/^\s*(?:$|(?:else|while|catch|finally|in|instanceof|as|satisfies)\b|[=?:.+\-*/&|<>(,!`[])/.test(
    text.slice(at + 1, at + 40),
  );
}

/** Between two signs: a line that ends like a statement, and one that begins like another. Code without semicolons. */
function isNewStatement(text: string, before: number, at: number): boolean {
  const between = text.slice(Math.max(before, at - 200), at);
  return /[\w)\]'"`]\s{0,100}\n\s{0,100}[A-Za-z_$]/.test(between) && !/\belse\b/.test(between);
}
