/** What a node of the one tree is, whatever the language. The comment tells what stands in `kids` (`none` where there is nothing) and in `text`. */
export const K = {
  /** Stands where something may be left out, and is. */
  none: 0,
  /** Statements. */
  file: 1,
  /** Statements. */
  block: 2,
  /** text: an identifier, or a word of the language such as `this`. */
  name: 3,
  /** object, name. */
  member: 4,
  /** object, index … */
  index: 5,
  /** callee, args. */
  call: 6,
  /** type, args, body of what it is initialised with. */
  create: 7,
  args: 8,
  /** name, value. */
  keyword: 9,
  /** text: the content. */
  string: 10,
  /** `string`s and expressions. */
  template: 11,
  number: 12,
  list: 13,
  /** `pair`s and others. */
  dict: 14,
  /** key, value. */
  pair: 15,
  tuple: 16,
  /** text: the operator; left, right. */
  binary: 17,
  /** text: the operator; operand. */
  unary: 18,
  /** text: the operator; target, value, type. A declaration with a value is one too. */
  assign: 19,
  /** name, type. */
  declare: 20,
  /** name, params, type of the result, body. Modifiers and decorators are its `attributes`. */
  func: 21,
  params: 22,
  /** name, type, default. text: `...` for one that takes the rest. */
  param: 23,
  /** name, bases, body. */
  class: 24,
  bases: 25,
  /** condition, then, else. */
  if: 26,
  /** condition, body. */
  while: 27,
  /** target, what is gone through, body. */
  each: 28,
  /** initialisation, condition, update, body. */
  for: 29,
  /** value. */
  return: 30,
  /** value. */
  throw: 31,
  /** block, clauses, last. */
  try: 32,
  /** type, name, body. */
  catch: 33,
  clauses: 34,
  /** module, imported name, local name. */
  import: 35,
  /** Expression: a name or a call. */
  decorator: 36,
  /** base, arguments: a type with parameters. */
  generic: 37,
  /** value: `...x`, `*x`. text: the sign. */
  spread: 38,
  /** condition, then, else. */
  conditional: 39,
  /** type, value. */
  cast: 40,
  /** name, attributes, children. */
  element: 41,
  /** name, value. */
  attribute: 42,
  /** text: what the grammar calls it, with its signs. */
  other: 43,
  /** text: `/a/g`: text is the content. */
  regex: 44,
  /** A list that stands for several nodes where one was. */
  splice: 45,
  /** text: something that is no node of its own, such as what a group of a regular expression took. */
  text: 46,
  /** text: `:name`. */
  symbol: 47,
  /** resources, body. */
  with: 48,
  await: 49,
  /** In patterns alone. text: `$X`. */
  metavariable: 50,
  /** text: `$...X`. */
  metavariables: 51,
  ellipsis: 52,
  /** `<... x ...>`: x. */
  deep: 53,
  /** text: `$X`; type. */
  typed: 54,
  /** text: an expression between slashes, for a string's content. */
  matching: 55,
  /** Pieces of a string between ellipses and metavariables. */
  stringParts: 56,
} as const;
export const kindCount = 57;

const noKids: readonly Node[] = [];
const noAttributes: readonly Node[] = [];

/** A node of the one tree. Light and of one shape, since a file has a hundred thousand. */
export class Node {
  readonly kind: number;
  text: string;
  kids: readonly Node[];
  /** Offsets in UTF-16 units. */
  start: number;
  end: number;
  parent: Node | undefined = undefined;
  /** Modifiers and decorators of what is declared. */
  attributes: readonly Node[] = noAttributes;
  /** Where a pattern's metavariable is bound; what a name stands for, once somebody asked: see `names.ts`. */
  slot = -1;

  constructor(kind: number, text: string, kids: readonly Node[], start: number, end: number) {
    this.kind = kind;
    this.text = text;
    this.kids = kids;
    this.start = start;
    this.end = end;
    for (const kid of kids) if (kid.kind !== K.none) kid.parent = this;
  }

  adorn(attributes: readonly Node[]): this {
    if (attributes.length > 0) {
      this.attributes = attributes;
      for (const attribute of attributes) attribute.parent = this;
    }
    return this;
  }
}

export const none = new Node(K.none, '', noKids, -1, -1);

export function leaf(kind: number, text: string, start: number, end: number): Node {
  return new Node(kind, text, noKids, start, end);
}

/** `a.b.c` as names and members; undefined for anything else, and for what is longer than 16 names. */
export function dotted(node: Node): string | undefined {
  let path = '';
  let inner = node;
  for (let depth = 0; depth < 16; depth += 1) {
    if (inner.kind === K.name) return inner.text + path;
    if (inner.kind !== K.member || inner.kids[1]!.kind !== K.name) return undefined;
    path = `.${inner.kids[1]!.text}${path}`;
    inner = inner.kids[0]!;
  }
  return undefined;
}
