/** Random patterns of Go's syntax, and texts that they are near to matching. */

/** The next whole number from 0 to below `count`. */
export type Random = (count: number) => number;

/** mulberry32: the same seed gives the same numbers. */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
}

function oneOf<T>(random: Random, all: readonly T[]): T {
  return all[random(all.length)]!;
}

const atoms = [
  'a',
  'b',
  'c',
  'k',
  's',
  'K',
  'ſ',
  'é',
  'É',
  'ß',
  'σ',
  'ς',
  '日',
  '😀',
  '_',
  '0',
  '9',
  ' ',
  '-',
  '.',
  '.',
  '\\.',
  '\\n',
  '\\t',
  '\n',
  '\\d',
  '\\w',
  '\\s',
  '\\D',
  '\\W',
  '\\S',
  '\\pL',
  '\\PL',
  '\\p{Lu}',
  '\\p{^Ll}',
  '\\pN',
  '\\p{Greek}',
  '\\p{Han}',
  '\\P{Any}',
  '[abc]',
  '[^abc]',
  '[a-k]',
  '[^\\n]',
  '[[:alpha:]]',
  '[[:^word:]]',
  '[\\w-]',
  '[]a]',
  '[^]a]',
  '[a\\-z]',
  '[k-s]',
  '[\\pL\\d]',
  '[é-ö]',
  '[^é]',
  '[\\x{1F600}-\\x{1F64F}]',
  '\\x61',
  '\\x{e9}',
  '\\x{FFFD}',
  '\\141',
  '\\Qa.b\\E',
  '\\Q*\\E',
  '[\\d_]',
  '[[:space:]]',
  '{',
  '}',
  '{,3}',
  'a{',
  '\\_',
  '\\-',
];
const assertions = ['^', '$', '\\b', '\\B', '\\A', '\\z', '(?m:^)', '(?m:$)'];
const counts = ['*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,2}?', '{2,}', '{0}', '{0,}', '{1,3}?', '{3,}?'];
const flags = [
  '(?i)',
  '(?s)',
  '(?m)',
  '(?U)',
  '(?-i)',
  '(?im-s)',
  '(?i:',
  '(?s-m:',
  '(?:',
  '(?U:',
  '(',
  '(?P<name>',
  '(?<other>',
];
const odd = [
  '**',
  '(',
  ')',
  '[',
  ']',
  '(?',
  '\\',
  '{1001}',
  'x{2}{3}',
  '\\8',
  '\\1',
  '(?=a)',
  '\\C',
  '[z-a]',
  '[[:no:]]',
  '\\p{No}',
  '\\p{Nope}',
  '\\Z',
  '(?i',
  '\\x{110000}',
  '\\x{}',
  '(?P<a b>c)',
  '(a{600}){2}',
];

export function randomPattern(random: Random, depth = 0): string {
  let pattern = '';
  for (let items = 1 + random(4); items > 0; items -= 1) {
    const kind = random(40);
    let item = oneOf(random, atoms);
    if (kind < 4) item = oneOf(random, assertions);
    else if (kind < 14 && depth < 4) item = group(random, depth);
    else if (kind === 14 && random(6) === 0) item = oneOf(random, odd);
    pattern += item;
    if (random(3) === 0) pattern += oneOf(random, counts);
    if (random(12) === 0) pattern += '|';
  }
  return pattern;
}

function group(random: Random, depth: number): string {
  const opening = oneOf(random, flags);
  const inner = randomPattern(random, depth + 1);
  return opening.endsWith(')') ? opening + inner : `${opening}${inner})`;
}

const pieces = [
  'a',
  'b',
  'c',
  'ab',
  'k',
  'K',
  'K',
  's',
  'S',
  'ſ',
  'é',
  'É',
  'ß',
  'ẞ',
  'σ',
  'Σ',
  'ς',
  '日',
  '😀',
  '_',
  '0',
  '9',
  ' ',
  '-',
  '.',
  '\n',
  '\r\n',
  '\t',
  '{',
  '}',
  '*',
  '\u{fffd}',
  'aaa',
  'z',
  ']',
];
/** Bytes that are no UTF-8, or only a part of it. */
const broken = [
  [0xff],
  [0xc3],
  [0xe2, 0x84],
  [0xed, 0xa0, 0x80],
  [0xf0, 0x9f, 0x98],
  [0x80],
  [0xc0, 0x80],
  [0xf5],
  [0xe0, 0x80, 0x80],
];

export function randomText(random: Random): Uint8Array {
  const parts: Buffer[] = [];
  for (let count = random(9); count > 0; count -= 1)
    parts.push(random(12) === 0 ? Buffer.from(oneOf(random, broken)) : Buffer.from(oneOf(random, pieces)));
  return Buffer.concat(parts);
}
