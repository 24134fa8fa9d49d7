import type { Grammar } from './grammar.ts';

/** Where a text does not follow the grammar. */
export interface SyntaxProblem {
  readonly start: number;
  readonly end: number;
  /** The kind of what should stand here and does not; otherwise what stands here fits nothing. */
  readonly missing?: string;
}

/**
 * The tree of one text as columns of numbers. Nodes are numbered in the order in which they begin, a node before what is in it; the root
 * is 0. Positions are offsets in UTF-16 units. Kinds and fields are numbers that the grammar knows the names of.
 */
export class SyntaxTree {
  readonly grammar: Grammar;
  readonly text: string;
  readonly count: number;
  readonly kind: Uint16Array;
  /** Under which field of its parent it stands; 0: none. */
  readonly field: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** -1 for the root. */
  readonly parent: Int32Array;
  /** The number behind its last descendant's. */
  readonly after: Int32Array;
  readonly problems: readonly SyntaxProblem[];

  constructor(grammar: Grammar, text: string, columns: SyntaxColumns) {
    this.grammar = grammar;
    this.text = text;
    this.count = columns.count;
    this.kind = columns.kind;
    this.field = columns.field;
    this.start = columns.start;
    this.end = columns.end;
    this.parent = columns.parent;
    this.after = columns.after;
    this.problems = columns.problems;
  }

  /** -1 when there is nothing in it. */
  firstChild(node: number): number {
    return node + 1 < this.after[node]! ? node + 1 : -1;
  }

  /** -1 for the last in its parent. */
  nextSibling(node: number): number {
    const next = this.after[node]!;
    const parent = this.parent[node]!;
    return parent !== -1 && next < this.after[parent]! ? next : -1;
  }

  firstNamedChild(node: number): number {
    return this.named(node + 1, this.after[node]!);
  }

  nextNamedSibling(node: number): number {
    const parent = this.parent[node]!;
    return parent === -1 ? -1 : this.named(this.after[node]!, this.after[parent]!);
  }

  /** The first child under a field, a number of the grammar's; -1 when there is none. */
  childAt(node: number, field: number): number {
    const end = this.after[node]!;
    for (let child = node + 1; child < end; child = this.after[child]!) if (this.field[child] === field) return child;
    return -1;
  }

  isNamed(node: number): boolean {
    return this.grammar.named[this.kind[node]!] === 1;
  }

  /** The name of its kind: `call`, or for what has no name of its own the text itself: `(`. */
  kindName(node: number): string {
    return this.grammar.kinds[this.kind[node]!]!;
  }

  textOf(node: number): string {
    return this.text.slice(this.start[node], this.end[node]);
  }

  private named(first: number, end: number): number {
    const { named } = this.grammar;
    for (let node = first; node < end; node = this.after[node]!) if (named[this.kind[node]!] === 1) return node;
    return -1;
  }
}

export interface SyntaxColumns {
  readonly count: number;
  readonly kind: Uint16Array;
  readonly field: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly parent: Int32Array;
  readonly after: Int32Array;
  readonly problems: readonly SyntaxProblem[];
}
