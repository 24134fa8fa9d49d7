import type { SyntaxTree } from '#ground/syntax';
import { K, leaf, Node, none } from './node.ts';

/** Makes a node of one kind of a grammar; undefined for what says nothing, such as an empty statement. */
export type Handler = (c: Converter, at: number) => Node | undefined;
export type Table = Readonly<Record<string, Handler>>;

/** Deeper, a tree is cut off. */
const maxDepth = 700;

/** Signs that say nothing about what a node means. */
const punctuation = new Set(['(', ')', '[', ']', '{', '}', ',', ';', '\n', ':', '"', "'", '`', 'end', 'do', 'then']);

/** From a grammar's tree to the one tree. What the table does not name keeps the grammar's kind, and what is in it. */
export class Converter {
  readonly tree: SyntaxTree;
  readonly text: string;
  /** Set when something was too deep to be looked at. */
  isCut = false;
  private readonly handlers: readonly (Handler | undefined)[];
  private readonly fields: ReadonlyMap<string, number>;
  private depth = 0;

  constructor(tree: SyntaxTree, handlers: readonly (Handler | undefined)[], fields: ReadonlyMap<string, number>) {
    this.tree = tree;
    this.text = tree.text;
    this.handlers = handlers;
    this.fields = fields;
  }

  /** `none` for -1. */
  node(at: number): Node {
    return at === -1 ? none : (this.maybe(at) ?? none);
  }

  maybe(at: number): Node | undefined {
    if (this.depth > maxDepth) {
      this.isCut = true;
      return this.leaf(K.name, at);
    }
    this.depth += 1;
    const handler = this.handlers[this.tree.kind[at]!];
    const made = handler === undefined ? this.other(at) : handler(this, at);
    this.depth -= 1;
    return made;
  }

  nodes(list: readonly number[]): Node[] {
    const made: Node[] = [];
    for (const at of list) {
      const node = this.maybe(at);
      if (node === undefined) continue;
      if (node.kind === K.splice) for (const kid of node.kids) made.push(kid);
      else made.push(node);
    }
    return made;
  }

  /** Children that are named, and no comments. */
  named(at: number): number[] {
    const { tree } = this;
    const { named } = tree.grammar;
    const found: number[] = [];
    const end = tree.after[at]!;
    for (let child = at + 1; child < end; child = tree.after[child]!) {
      const kind = tree.kind[child]!;
      if (named[kind] === 1 && !isComment(tree.grammar.kinds[kind]!)) found.push(child);
    }
    return found;
  }

  /** The first child under a field; -1 when there is none. */
  field(at: number, name: string): number {
    const number = this.fields.get(name);
    return number === undefined ? -1 : this.tree.childAt(at, number);
  }

  fieldAll(at: number, name: string): number[] {
    const number = this.fields.get(name);
    return this.children(at).filter((child) => this.tree.field[child] === number);
  }

  children(at: number): number[] {
    const found: number[] = [];
    const end = this.tree.after[at]!;
    for (let child = at + 1; child < end; child = this.tree.after[child]!) found.push(child);
    return found;
  }

  first(at: number, ...kinds: readonly string[]): number {
    return this.children(at).find((child) => kinds.includes(this.kind(child))) ?? -1;
  }

  all(at: number, ...kinds: readonly string[]): number[] {
    return this.children(at).filter((child) => kinds.includes(this.kind(child)));
  }

  kind(at: number): string {
    return this.tree.kindName(at);
  }

  textOf(at: number): string {
    return this.text.slice(this.tree.start[at], this.tree.end[at]);
  }

  make(kind: number, at: number, kids: readonly Node[], text = ''): Node {
    return new Node(kind, text, kids, this.tree.start[at]!, this.tree.end[at]!);
  }

  leaf(kind: number, at: number, text = this.textOf(at)): Node {
    return leaf(kind, text, this.tree.start[at]!, this.tree.end[at]!);
  }

  /** A statement where a block may stand becomes a block of its own. */
  block(at: number): Node {
    if (at === -1) return none;
    const node = this.maybe(at);
    if (node === undefined) return this.make(K.block, at, []);
    if (node.kind === K.block) return node;
    return this.make(K.block, at, node.kind === K.splice ? node.kids : [node]);
  }

  /** Its signs and words belong to what it means: `x++` is not `x--`. */
  other(at: number): Node {
    const { tree } = this;
    const end = tree.after[at]!;
    if (at + 1 === end) return this.leaf(K.name, at);
    let signs = tree.kindName(at);
    const inner: number[] = [];
    for (let child = at + 1; child < end; child = tree.after[child]!) {
      const kind = tree.kindName(child);
      if (tree.grammar.named[tree.kind[child]!] === 1) {
        if (!isComment(kind)) inner.push(child);
      } else if (!punctuation.has(kind)) signs += ` ${kind}`;
    }
    return this.make(K.other, at, this.nodes(inner), signs);
  }
}

function isComment(kind: string): boolean {
  return kind === 'comment' || kind === 'line_comment' || kind === 'block_comment' || kind === 'multiline_comment';
}

/** Converters of one language: the table looked up by the grammar's numbers, once. */
export class Conversion {
  private readonly table: Table;
  private handlers: readonly (Handler | undefined)[] | undefined;
  private fields: ReadonlyMap<string, number> = new Map();

  constructor(table: Table) {
    this.table = table;
  }

  convert(tree: SyntaxTree): { readonly root: Node; readonly isCut: boolean } {
    if (this.handlers === undefined) {
      const { kinds, named, fields } = tree.grammar;
      const table = new Map(Object.entries(this.table));
      this.handlers = kinds.map((kind, i) => (named[i] === 1 ? table.get(kind) : undefined));
      this.fields = new Map(fields.map((name, number) => [name, number]));
    }
    const converter = new Converter(tree, this.handlers, this.fields);
    const root = converter.make(K.file, 0, converter.nodes(converter.named(0)));
    return { root, isCut: converter.isCut };
  }
}
