import { hash } from 'node:crypto';
import type { Names } from './match/names.ts';
import { nameFromParent } from './match/shape.ts';
import { dotted, K, type Node } from './tree/node.ts';

/** What stays the same of a place in code when lines are moved, laid out anew, or local variables renamed. */
export interface Locus {
  /** Functions, classes and keys around it, outermost first: `Client.open`. Empty at the top level. */
  readonly symbol: string;
  /** Digest of what stands there. */
  readonly snippet: string;
}

const mostNames = 12;
const mostNodes = 3000;

/** `found`: the node, where there is one. */
export function locusOf(root: Node, start: number, end: number, names: Names, found?: Node): Locus {
  const ways = found?.parent === undefined ? wayDown(root, start, end) : wayUp(found);
  const path = ways.flatMap((one) => nameOf(one) ?? []).slice(0, mostNames);
  const node = ways.at(-1) ?? root;
  const parts: string[] = [];
  shape(node, start, end, names, parts);
  return { symbol: path.map((name) => name.slice(0, 100)).join('.'), snippet: digest(parts.join(' ')) };
}

/** From the outermost node to one. */
function wayUp(node: Node): readonly Node[] {
  const way: Node[] = [];
  for (let outer: Node | undefined = node; outer !== undefined; outer = outer.parent) way.push(outer);
  return way.reverse();
}

/** From the outermost node to the innermost that has all of a place in it. */
function wayDown(root: Node, start: number, end: number): readonly Node[] {
  const way: Node[] = [];
  for (let inner: Node | undefined = root; inner !== undefined; inner = around(inner, start, end)) way.push(inner);
  return way;
}

/** Of text that is in no tree. */
export function textLocus(text: string): Locus {
  return { symbol: '', snippet: digest(text.replace(/\s+/g, '')) };
}

function digest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}

/** What is in a node and has all of a place in it. */
function around(node: Node, start: number, end: number): Node | undefined {
  if (node.start === start && node.end === end) return undefined;
  const holds = (kid: Node): boolean => kid.kind !== K.none && kid.start <= start && kid.end >= end;
  return node.kids.find(holds) ?? node.attributes.find(holds);
}

function nameOf(node: Node): string | undefined {
  if (node.kind === K.func) {
    const own = node.kids[0]!.kind === K.none ? nameFromParent(node) : node.kids[0];
    return own === undefined ? undefined : (dotted(own) ?? own.text) || undefined;
  }
  if (node.kind === K.class) return (dotted(node.kids[0]!) ?? node.kids[0]!.text) || undefined;
  const key = node.kind === K.pair ? node.kids[0]! : undefined;
  return key !== undefined && (key.kind === K.string || key.kind === K.symbol) ? key.text : undefined;
}

/** Kinds and words, but for the names of what is known in the function alone. */
function shape(within: Node, start: number, end: number, names: Names, parts: string[]): void {
  const open: Node[] = [within];
  for (let node = open.pop(); node !== undefined && parts.length < mostNodes; node = open.pop()) {
    if (node.kind === K.none || node.end <= start || node.start >= end) continue;
    if (node.start >= start && node.end <= end) parts.push(wordOf(node, names));
    for (let i = node.kids.length - 1; i >= 0; i -= 1) open.push(node.kids[i]!);
  }
}

function wordOf(node: Node, names: Names): string {
  if (node.kind === K.name && names.isLocal(node)) return '_';
  return `${node.kind}${node.text === '' ? '' : `:${node.text}`}`;
}
