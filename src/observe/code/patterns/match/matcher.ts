import { K, type Node } from '../tree/node.ts';
import {
  type Bindings,
  type Effort,
  fail,
  type Frame,
  many,
  type Matching,
  type MatchOptions,
  pair,
  stop,
} from './frame.ts';
import { alike, unlike } from './kinds.ts';
import { deep } from './lists.ts';
import type { Names } from './names.ts';
import { same } from './same.ts';
import { flattened, isAnything, isExpression, mayMatch, sequence } from './shape.ts';
import { typeMatches } from './types.ts';

const mostMatches = 40;

/** Matches one pattern at one place, in all ways. Metavariables are bound in `bound`; what does not lead on is taken back. */
export class Matcher implements Matching {
  readonly names: Names;
  readonly options: MatchOptions;
  private readonly effort: Effort;
  private readonly bound: (Node | undefined)[];
  private readonly trail: number[] = [];
  private found: Bindings[] = [];
  private ends: number[] = [];
  private end = -1;
  private readonly flattened = new Map<
    readonly Node[],
    { readonly all: readonly Node[]; readonly index: ReadonlyMap<Node, number> }
  >();

  constructor(names: Names, options: MatchOptions, slots: number, effort: Effort) {
    this.names = names;
    this.options = options;
    this.effort = effort;
    this.bound = Array.from({ length: slots });
  }

  /** All ways in which the pattern matches the node. */
  at(pattern: Node, node: Node, given?: Bindings): readonly Bindings[] {
    this.begin(given);
    this.run(pair(pattern, node, null));
    return this.found;
  }

  /** Statements in a row, from one on. Gives where each match ends beside what it binds. */
  row(
    patterns: readonly Node[],
    statements: readonly Node[],
    from: number,
  ): { readonly found: readonly Bindings[]; readonly ends: readonly number[] } {
    this.begin(undefined);
    this.run(many('statements', patterns, 0, statements, from, { whole: false, isTop: true }, null));
    return { found: this.found, ends: this.ends };
  }

  private begin(given: Bindings | undefined): void {
    for (let i = 0; i < this.bound.length; i += 1) this.bound[i] = given?.[i];
    this.trail.length = 0;
    this.found = [];
    this.ends = [];
    this.end = -1;
  }

  /** True when nobody wants to know more. */
  private run(first: Frame | null): boolean {
    let frame = first;
    while (frame !== null) {
      this.effort.steps -= 1;
      if (this.effort.steps < 0) return true;
      frame = this.step(frame);
      if (frame === fail) return false;
      if (frame === stop) return true;
    }
    this.found.push([...this.bound]);
    this.ends.push(this.end);
    return this.found.length >= mostMatches;
  }

  /** Tries one way, and takes back what it bound. */
  try(frame: Frame | null): boolean {
    const mark = this.trail.length;
    const { end } = this;
    const isDone = this.run(frame);
    while (this.trail.length > mark) this.bound[this.trail.pop()!] = undefined;
    this.end = end;
    return isDone;
  }

  private step(frame: Frame): Frame | null {
    switch (frame.op) {
      case 'pair':
        return this.pair(frame.pattern!, frame.node!, frame.next);
      case 'list':
        return this.list(frame);
      case 'set':
        return this.set(frame);
      case 'statements':
        return this.statements(frame);
      default:
        return frame.next;
    }
  }

  bind(slot: number, node: Node, next: Frame | null): Frame | null {
    if (slot < 0) return next;
    const known = this.bound[slot];
    if (known === undefined) {
      this.bound[slot] = node;
      this.trail.push(slot);
      return next;
    }
    return same(known, node) || this.sameValue(known, node) ? next : fail;
  }

  private sameValue(a: Node, b: Node): boolean {
    if (a.kind === K.name && b.kind === K.symbol) return a.text === b.text;
    const expanded = a.kind === K.name ? this.names.expanded(a) : undefined;
    return expanded !== undefined && same(expanded, b);
  }

  private pair(p: Node, n: Node, next: Frame | null): Frame | null {
    switch (p.kind) {
      case K.ellipsis:
        return next;
      case K.metavariable:
        if (n.kind === K.none || (p.kids.length > 0 && !isExpansion(n)) || isPiece(p, n)) return fail;
        return this.bind(p.slot, n, next);
      case K.metavariables:
        return this.bind(p.slot, n, next);
      case K.typed:
        return isExpression(n) && typeMatches(p.kids[0]!, n, this.names) ? this.bind(p.slot, n, next) : fail;
      case K.deep:
        return deep(this, p.kids[0]!, n, next);
      case K.none:
        return next;
      default:
        return p.kind === n.kind ? alike(this, p, n, next) : unlike(this, p, n, next);
    }
  }

  private list(frame: Frame): Frame | null {
    const { patterns, at, nodes, from, options, next } = frame;
    if (at === patterns.length) return from === nodes.length || !options.whole ? next : fail;
    const p = patterns[at]!;
    if (p.kind === K.ellipsis || p.kind === K.metavariables || isAnything(p)) {
      const isLast = at === patterns.length - 1;
      for (let to = isLast ? nodes.length : from; to <= nodes.length; to += 1) {
        const mark = this.trail.length;
        const rest = many('list', patterns, at + 1, nodes, to, options, next);
        const bound = p.kind === K.metavariables ? this.bind(p.slot, sequence(nodes, from, to), rest) : rest;
        if (bound !== fail && this.try(bound)) return stop;
        while (this.trail.length > mark) this.bound[this.trail.pop()!] = undefined;
      }
      return fail;
    }
    if (from === nodes.length) return fail;
    return pair(p, nodes[from]!, many('list', patterns, at + 1, nodes, from + 1, options, next));
  }

  private set(frame: Frame): Frame | null {
    const { patterns, at, nodes, options, next } = frame;
    if (at === patterns.length) return next;
    const used = options.used ?? [];
    for (let i = 0; i < nodes.length; i += 1) {
      if (used.includes(i) || !mayMatch(patterns[at]!, nodes[i]!)) continue;
      if (
        this.try(
          pair(
            patterns[at]!,
            nodes[i]!,
            many('set', patterns, at + 1, nodes, 0, { whole: false, used: [...used, i] }, next),
          ),
        )
      )
        return stop;
    }
    return fail;
  }

  private statements(frame: Frame): Frame | null {
    const { patterns, at, nodes, from, options, next } = frame;
    if (at === patterns.length) return options.whole && from !== nodes.length ? fail : next;
    const p = patterns[at]!;
    if (p.kind === K.ellipsis || p.kind === K.metavariables) return this.leftOut(frame, p);
    if (from >= nodes.length) return fail;
    const statement = nodes[from]!;
    const rest = many('statements', patterns, at + 1, nodes, from + 1, options, next);
    if (options.isTop === true) this.end = Math.max(this.end, statement.end);
    if (!this.options.implicitDeep || !isExpression(p) || p.kind === K.metavariable) return pair(p, statement, rest);
    const mark = this.end;
    const open: Node[] = [statement];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (mayMatch(p, node) && this.try(pair(p, node, rest))) return stop;
      if (
        node.kind === K.block ||
        node.kind === K.class ||
        (node.kind === K.func && node !== statement && node.text !== 'block')
      )
        continue;
      for (let i = node.kids.length - 1; i >= 0; i -= 1) if (node.kids[i]!.kind !== K.block) open.push(node.kids[i]!);
      this.end = mark;
    }
    return fail;
  }

  /** What is left out between statements may end inside a statement: the rest is looked for in blocks within blocks. */
  private leftOut(frame: Frame, p: Node): Frame | null {
    const { patterns, at, nodes, from, options, next } = frame;
    if (at === patterns.length - 1) {
      if (options.isTop === true && nodes.length > 0) this.end = Math.max(this.end, nodes.at(-1)!.end);
      return p.kind === K.metavariables ? this.bind(p.slot, sequence(nodes, from, nodes.length), next) : next;
    }
    const flat = options.isFlat === true ? nodes : this.flatten(nodes).all;
    const start =
      options.isFlat === true ? from : from < nodes.length ? this.flatten(nodes).index.get(nodes[from]!)! : flat.length;
    for (let to = start; to < flat.length; to += 1) {
      const mark = this.trail.length;
      const rest = many('statements', patterns, at + 1, flat, to, { ...options, isFlat: true }, next);
      const bound = p.kind === K.metavariables ? this.bind(p.slot, sequence(flat, start, to), rest) : rest;
      if (bound !== fail && this.try(bound)) return stop;
      while (this.trail.length > mark) this.bound[this.trail.pop()!] = undefined;
      if (this.effort.steps < 0) return stop;
    }
    return fail;
  }

  private flatten(statements: readonly Node[]): {
    readonly all: readonly Node[];
    readonly index: ReadonlyMap<Node, number>;
  } {
    let known = this.flattened.get(statements);
    if (known === undefined) {
      const all = flattened(statements);
      this.effort.steps -= all.length;
      known = { all, index: new Map(all.map((node, i) => [node, i])) };
      this.flattened.set(statements, known);
    }
    return known;
  }
}

/** What is filled in is no piece of the text around it. */
function isPiece(p: Node, n: Node): boolean {
  return (
    n.kind === K.string && n.parent?.kind === K.template && n.parent.text !== 'word' && p.parent?.kind === K.template
  );
}

/** Bash: a variable that is filled in. */
function isExpansion(node: Node): boolean {
  return node.kind === K.name && node.text.startsWith('$');
}
