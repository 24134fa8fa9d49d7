import { anchorsOf, type Anchor } from '../../compile/anchors.ts';
import { lengths } from '../../compile/measure.ts';
import { type ByteSet, bytes, type Pattern, union } from '../../compile/pattern.ts';
import type { Assertion, Node } from '../../re2/node.ts';
import type { Runes } from '../../re2/runes.ts';

/** A pattern of the kernel that matches wherever a match of Go's expression begins, and elsewhere too: it tells where to look. */
export interface Approximation {
  readonly pattern: Pattern;
  readonly anchors: readonly Anchor[];
  /** No match is longer, in bytes; Infinity: one may be. */
  readonly longest: number;
}

/** Undefined when nothing rare stands in every match. */
export function approximate(root: Node): Approximation | undefined {
  const { pattern, isWhole } = approximated(root);
  const anchors = anchorsOf(pattern);
  // The odd letters have up to three bytes, where the pattern counts one.
  const most = isWhole ? 3 * lengths(pattern).max : Infinity;
  return anchors === undefined ? undefined : withOddFolds(pattern, anchors, most);
}

/** Where one of the words stands, in any case. Undefined for a word too short to be looked for. */
export function wordsAsAnchors(words: readonly string[]): Approximation | undefined {
  const options: Pattern[] = [];
  for (const word of words) {
    const sets = [...Buffer.from(word)].map(inAnyCase);
    if (sets.length < 2) return undefined;
    // A filter of three bytes: two get any third, before or behind.
    if (sets.length === 2) options.push(sequenceOf([any, ...sets]), sequenceOf([...sets, any]));
    else options.push(sequenceOf(sets));
  }
  const anchors = options.map((option) => ({ sets: setsOf(option), low: 0, high: 0, isWordStart: false }));
  return withOddFolds({ kind: 'choice', options }, anchors, Infinity);
}

interface Part {
  readonly pattern: Pattern;
  /** False: the expression goes on, as long as it likes; what comes behind it is not in the pattern. */
  readonly isWhole: boolean;
}

/** Longer parts are left out: the kernel looks no further than its window. */
const longest = 2048;
const longestRun = 512;
const nothing: Pattern = { kind: 'sequence', items: [] };
const any = bytes([0, 255]);
const high = bytes([128, 255]);

function approximated(node: Node): Part {
  switch (node.kind) {
    case 'empty':
      return { pattern: nothing, isWhole: true };
    case 'runes':
      return { pattern: character(node.runes), isWhole: true };
    case 'assert':
      return { pattern: { kind: 'assert', what: assertions[node.what] }, isWhole: true };
    case 'group':
      return approximated(node.item);
    case 'choice': {
      const parts = node.options.map(approximated);
      return {
        pattern: { kind: 'choice', options: parts.map(({ pattern }) => pattern) },
        isWhole: parts.every(({ isWhole }) => isWhole),
      };
    }
    case 'repeat':
      return repeated(node);
    default:
      return sequenceOfParts(node.items);
  }
}

const assertions: Readonly<Record<Assertion, Extract<Pattern, { kind: 'assert' }>['what']>> = {
  'text-start': 'file-start',
  'text-end': 'file-end',
  'line-start': 'line-start',
  'line-end': 'line-end',
  'word-boundary': 'word-boundary',
  'no-word-boundary': 'no-word-boundary',
};

function sequenceOfParts(nodes: readonly Node[]): Part {
  const items: Pattern[] = [];
  let length = 0;
  for (const [index, node] of nodes.entries()) {
    const run = node.kind === 'repeat' ? longRun(node) : undefined;
    if (run !== undefined) {
      const rest = sequenceOfParts(nodes.slice(index + 1)).pattern;
      const short: Pattern = { kind: 'sequence', items: [{ ...run, max: longestRun }, rest] };
      const beyond: Pattern = { ...run, min: longestRun + 1, max: longestRun + 1 };
      return {
        pattern: { kind: 'sequence', items: [...items, { kind: 'choice', options: [short, beyond] }] },
        isWhole: false,
      };
    }
    const { pattern, isWhole } = approximated(node);
    items.push(pattern);
    length += lengths(pattern).max;
    if (!isWhole || length > longest) return { pattern: { kind: 'sequence', items }, isWhole: false };
  }
  return { pattern: { kind: 'sequence', items }, isWhole: true };
}

/** A run that may go on for ever, over bytes. Behind one that is longer than `longestRun`, anything is taken for a match. */
function longRun({
  item,
  min,
  max,
  lazy,
}: Extract<Node, { kind: 'repeat' }>): Extract<Pattern, { kind: 'repeat' }> | undefined {
  if (item.kind !== 'runes' || max !== -1 || min > longestRun) return undefined;
  return { kind: 'repeat', item: { kind: 'set', set: oneSet(item.runes).set }, min, max: -1, lazy };
}

function repeated({ item, min, max, lazy }: Extract<Node, { kind: 'repeat' }>): Part {
  if (max === 0) return { pattern: nothing, isWhole: true };
  const { pattern, isWhole } = approximated(item);
  const { min: least, max: most } = lengths(pattern);
  if (!isWhole) return { pattern: min === 0 ? nothing : pattern, isWhole: false };
  if (most === 0) return { pattern: min === 0 ? nothing : pattern, isWhole: true };
  const set = item.kind === 'runes' ? oneSet(item.runes) : undefined;
  // Characters beyond ASCII have up to four bytes.
  const times = set === undefined || set.width === 1 ? 1 : 4;
  const body: Pattern = set === undefined ? pattern : { kind: 'set', set: set.set };
  const ends = max !== -1 && least > 0 && max * most <= longest;
  if (ends) return { pattern: { kind: 'repeat', item: body, min, max: max * times, lazy }, isWhole: true };
  const copies = Math.min(min, Math.floor(longest / Math.max(1, most)));
  if (copies === 0 || least === 0) return { pattern: nothing, isWhole: false };
  return { pattern: { kind: 'repeat', item: body, min: copies, max: copies, lazy: false }, isWhole: false };
}

function character(runes: Runes): Pattern {
  const { ascii, isBeyond } = split(runes);
  if (!isBeyond) return { kind: 'set', set: ascii };
  const beyond: Pattern = { kind: 'repeat', item: { kind: 'set', set: high }, min: 1, max: 4, lazy: false };
  return { kind: 'choice', options: [{ kind: 'set', set: ascii }, beyond] };
}

function oneSet(runes: Runes): { set: ByteSet; width: 1 | 4 } {
  const { ascii, isBeyond } = split(runes);
  return isBeyond ? { set: union(ascii, high), width: 4 } : { set: ascii, width: 1 };
}

/** ſ and the Kelvin sign, which (?i) adds to s and k, are looked for apart (`withOddFolds`). */
function split(runes: Runes): { ascii: ByteSet; isBeyond: boolean } {
  const ascii = bytes();
  let isBeyond = false;
  for (let at = 0; at < runes.length; at += 2) {
    const [first, last] = [runes[at]!, runes[at + 1]!];
    if (first < 128) ascii.fill(1, first, Math.min(last, 127) + 1);
    const isOddFold = first === last && (first === 0x17f || first === 0x212a);
    if (last > 127 && !isOddFold) isBeyond = true;
  }
  // Without letters of ASCII they stand for themselves.
  return ascii.includes(1) ? { ascii, isBeyond } : { ascii, isBeyond: runes.length > 0 };
}

/** ſ, the Kelvin sign and İ are s, k and i in another case. Around one of them the expression itself is tried. */
function withOddFolds(pattern: Pattern, anchors: readonly Anchor[], most: number): Approximation {
  const odd = [
    [bytes([0xc5, 0xc5]), bytes([0xbf, 0xbf]), any],
    [any, bytes([0xc5, 0xc5]), bytes([0xbf, 0xbf])],
    [bytes([0xe2, 0xe2]), bytes([0x84, 0x84]), bytes([0xaa, 0xaa])],
    [bytes([0xc4, 0xc4]), bytes([0xb0, 0xb0]), any],
    [any, bytes([0xc4, 0xc4]), bytes([0xb0, 0xb0])],
  ];
  return {
    longest: most,
    pattern: { kind: 'choice', options: [pattern, ...odd.map(sequenceOf)] },
    anchors: [...anchors, ...odd.map((sets) => ({ sets, low: 0, high: 0, isWordStart: false }))],
  };
}

/** Whether a text with these bytes in a row has one of the odd letters there. */
export function isOddFold(text: Uint8Array, at: number): boolean {
  for (let from = at; from < at + 2; from += 1) {
    const [first, second, third] = [text[from], text[from + 1], text[from + 2]];
    if ((first === 0xc5 && second === 0xbf) || (first === 0xc4 && second === 0xb0)) return true;
    if (first === 0xe2 && second === 0x84 && third === 0xaa) return true;
  }
  return false;
}

function sequenceOf(sets: readonly ByteSet[]): Pattern {
  return { kind: 'sequence', items: sets.map((set) => ({ kind: 'set', set })) };
}

function setsOf(pattern: Pattern): readonly ByteSet[] {
  return pattern.kind === 'sequence' ? pattern.items.map((item) => (item.kind === 'set' ? item.set : any)) : [];
}

function inAnyCase(byte: number): ByteSet {
  const letter = byte | 32;
  if (letter < 97 || letter > 122 || byte > 127) return bytes([byte, byte]);
  return bytes([letter, letter], [letter - 32, letter - 32]);
}
