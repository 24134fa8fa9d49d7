import { SyntaxFailure } from './failure.ts';
import type { Grammar, Memory } from './grammar.ts';
import { SyntaxTree, type SyntaxProblem } from './tree.ts';

/**
 * Reads a whole tree out of the parser's memory: a node takes 20 ns, and asked for through the parser's own functions more than ten times as long. A subtree
 * is eight bytes: itself when the lowest bit is set (`SubtreeInlineData`), else the address of a `SubtreeHeapData`, before which its
 * children lie. Both are laid out as tree-sitter's subtree.h does on a machine of 32 bits; a test holds what is read here to what the
 * parser's own cursor says.
 */
export function readTree(grammar: Grammar, text: string, memory: Memory, root: number, maxNodes: number): SyntaxTree {
  const { HEAPU16, HEAPU32 } = memory;
  const tree = HEAPU32[root >> 2]!;
  const rootIsLeaf = (tree & 1) === 1 || HEAPU32[(tree + heap.childCount) >> 2] === 0;
  const count = rootIsLeaf ? 1 : HEAPU32[(tree + heap.descendants) >> 2]! + 1;
  if (count > maxNodes)
    throw new SyntaxFailure('too-many-nodes', `its syntax tree has ${count} nodes; the limit is ${maxNodes}`);

  const kind = new Uint16Array(count);
  const field = new Uint8Array(count);
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  const parents = new Int32Array(count);
  const after = new Int32Array(count);
  const problems: SyntaxProblem[] = [];

  // What is open: each with the numbers named by `frame`.
  let stack = new Int32Array(64 * frame.size);
  let top = -frame.size;
  let nodes = 0;

  // The subtree that is looked at: where it lies, and what its parent says of it.
  let at = root;
  let position = 0;
  let parent = -1;
  let alias = 0;
  let under = 0;
  let first = true;

  for (;;) {
    const word = HEAPU32[at >> 2]!;
    let symbol: number;
    let visible: boolean;
    let missing: boolean;
    let size: number;
    let children = 0;
    if ((word & 1) === 1) {
      const high = HEAPU32[(at >> 2) + 1]!;
      symbol = (word >>> 8) & 0xff;
      visible = (word & 2) !== 0;
      missing = (word & 32) !== 0;
      if (first) position += ((high >>> 16) & 0xff) >> 1;
      size = high >>> 24;
    } else {
      symbol = HEAPU16[(word + heap.symbol) >> 1]!;
      const bits = HEAPU16[(word + heap.bits) >> 1]!;
      visible = (bits & 1) !== 0;
      missing = (bits & 512) !== 0;
      if (first) position += HEAPU32[(word + heap.padding) >> 2]! >> 1;
      size = HEAPU32[(word + heap.size) >> 2]!;
      children = HEAPU32[(word + heap.childCount) >> 2]!;
    }
    first = false;
    let inside = parent;
    if (visible || alias !== 0 || nodes === 0) {
      if (nodes === count) throw new SyntaxFailure('parser-failed', 'its syntax tree is larger than it says');
      inside = nodes++;
      const own = grammar.kindOf(alias === 0 ? symbol : alias);
      kind[inside] = own;
      field[inside] = under;
      starts[inside] = position;
      ends[inside] = position + (size >> 1);
      parents[inside] = parent;
      after[inside] = nodes;
      if (missing) problems.push({ start: position, end: position, missing: grammar.kinds[own]! });
      else if (own === grammar.errorKind) problems.push({ start: position, end: position + (size >> 1) });
      under = 0;
    }
    if (children > 0) {
      top += frame.size;
      if (top === stack.length) {
        const larger = new Int32Array(stack.length * 2);
        larger.set(stack);
        stack = larger;
      }
      stack[top + frame.next] = word - children * 8;
      stack[top + frame.end] = word;
      stack[top + frame.place] = 0;
      stack[top + frame.production] = HEAPU16[(word + heap.production) >> 1]!;
      stack[top + frame.node] = inside;
      // Of a hidden one: what those in it stand under.
      stack[top + frame.under] = inside === parent ? under : 0;
      stack[top + frame.position] = position;
      stack[top + frame.closes] = inside === parent ? 0 : 1;
    }

    // The next subtree: the first that is left of those that are open.
    for (;;) {
      if (top < 0) {
        return new SyntaxTree(grammar, text, {
          count: nodes,
          kind,
          field,
          start: starts,
          end: ends,
          parent: parents,
          after,
          problems,
        });
      }
      if (stack[top + frame.next] !== stack[top + frame.end]) break;
      if (stack[top + frame.closes] === 1) after[stack[top + frame.node]!] = nodes;
      top -= frame.size;
    }
    at = stack[top + frame.next]!;
    stack[top + frame.next] = at + 8;
    const child = HEAPU32[at >> 2]!;
    const isInline = (child & 1) === 1;
    const extra = isInline ? (child & 8) !== 0 : (HEAPU16[(child + heap.bits) >> 1]! & 4) !== 0;
    const padding = isInline ? (HEAPU32[(at >> 2) + 1]! >>> 16) & 0xff : HEAPU32[(child + heap.padding) >> 2]!;
    const length = isInline ? HEAPU32[(at >> 2) + 1]! >>> 24 : HEAPU32[(child + heap.size) >> 2]!;
    const isFirst = at === stack[top + frame.end]! - HEAPU32[(stack[top + frame.end]! + heap.childCount) >> 2]! * 8;
    // A node's padding is that of the first in it.
    position = stack[top + frame.position]! + (isFirst ? 0 : padding >> 1);
    stack[top + frame.position] = position + (length >> 1);
    parent = stack[top + frame.node]!;
    alias = 0;
    under = 0;
    if (!extra) {
      const place = stack[top + frame.place]!++;
      const production = stack[top + frame.production]!;
      const aliases = grammar.aliases(production);
      if (aliases !== null) alias = aliases[place]!;
      const fields = grammar.fieldsIn(production);
      if (fields !== null) under = fields[place]!;
      if (under === 0) under = stack[top + frame.under]!;
    }
  }
}

/** Offsets in a `SubtreeHeapData`, in bytes. */
const heap = {
  padding: 4,
  size: 16,
  childCount: 36,
  symbol: 40,
  bits: 44,
  descendants: 56,
  production: 66,
} as const;

/** Places in the numbers that are kept of an open subtree. */
const frame = { next: 0, end: 1, place: 2, production: 3, node: 4, under: 5, position: 6, closes: 7, size: 8 } as const;
