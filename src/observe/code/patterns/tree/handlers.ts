import type { Converter, Handler } from './convert.ts';
import { K, Node, none } from './node.ts';

/** Of what is left when brackets or a statement's end are taken away. */
export const inside: Handler = (c, at) => {
  const [only, ...more] = c.named(at);
  if (only === undefined) return undefined;
  return more.length === 0 ? c.maybe(only) : c.make(K.splice, at, c.nodes([only, ...more]));
};
export const nothing: Handler = () => undefined;
export const name: Handler = (c, at) => c.leaf(K.name, at);
export const number: Handler = (c, at) => c.leaf(K.number, at);
export const block: Handler = (c, at) => c.make(K.block, at, c.nodes(c.named(at)));
export const args: Handler = (c, at) => c.make(K.args, at, c.nodes(c.named(at)));
export const list: Handler = (c, at) => c.make(K.list, at, c.nodes(c.named(at)));
export const tuple: Handler = (c, at) => c.make(K.tuple, at, c.nodes(c.named(at)));
export const dict: Handler = (c, at) => c.make(K.dict, at, c.nodes(c.named(at)));
export const params: Handler = (c, at) => c.make(K.params, at, c.nodes(c.named(at)));
export const await_: Handler = (c, at) => c.make(K.await, at, [c.node(c.named(at)[0] ?? -1)]);
export const return_: Handler = (c, at) => c.make(K.return, at, [joined(c, at, c.named(at))]);
export const throw_: Handler = (c, at) => c.make(K.throw, at, [c.node(c.named(at)[0] ?? -1)]);
export const decorator: Handler = (c, at) => c.make(K.decorator, at, [c.node(c.named(at)[0] ?? -1)]);

/** One expression as it is, several as a tuple. */
export function joined(c: Converter, at: number, several: readonly number[]): Node {
  const nodes = c.nodes(several);
  if (nodes.length === 0) return none;
  return nodes.length === 1 ? nodes[0]! : c.make(K.tuple, at, nodes);
}

export function fields(kind: number, ...names: readonly string[]): Handler {
  return (c, at) =>
    c.make(
      kind,
      at,
      names.map((name) => c.node(c.field(at, name))),
    );
}

export function call(callee: string, argumentList: string): Handler {
  return (c, at) => {
    const list = c.field(at, argumentList);
    return c.make(K.call, at, [c.node(c.field(at, callee)), argsOf(c, at, list)]);
  };
}

export function argsOf(c: Converter, at: number, list: number): Node {
  if (list === -1) return new Node(K.args, '', [], c.tree.end[at]!, c.tree.end[at]!);
  const node = c.node(list);
  return node.kind === K.args ? node : c.make(K.args, list, [node]);
}

export function operator(c: Converter, at: number): string {
  const field = c.field(at, 'operator');
  if (field !== -1) return c.textOf(field);
  const sign = c.children(at).find((child) => !c.tree.isNamed(child));
  return sign === undefined ? '' : c.kind(sign);
}

export const binary: Handler = (c, at) => {
  const left = c.field(at, 'left');
  if (left !== -1) return c.make(K.binary, at, [c.node(left), c.node(c.field(at, 'right'))], operator(c, at));
  const [first = -1, second = -1] = c.named(at);
  const sign = c.children(at).find((child) => !c.tree.isNamed(child));
  return c.make(K.binary, at, [c.node(first), c.node(second)], sign === undefined ? '' : c.textOf(sign));
};

export const unary: Handler = (c, at) => {
  const operand = c.named(at).at(-1) ?? -1;
  return c.make(K.unary, at, [c.node(operand)], operator(c, at));
};

export function assign(target: string, value: string): Handler {
  return (c, at) =>
    c.make(
      K.assign,
      at,
      [c.node(c.field(at, target)), c.node(c.field(at, value)), c.node(c.field(at, 'type'))],
      operator(c, at) || '=',
    );
}

/** A name with a value, or without. */
export function definition(c: Converter, at: number, target: Node, value: Node, type: Node): Node {
  if (value.kind === K.none) return c.make(K.declare, at, [target, type]);
  return c.make(K.assign, at, [target, value, type], '=');
}

/** Several where the grammar has one. */
export function spliced(c: Converter, at: number, nodes: readonly Node[]): Node {
  return nodes.length === 1 ? nodes[0]! : c.make(K.splice, at, nodes);
}

/** A string, or a template when something is filled in. What is in quotes is `content`, what is filled in everything else that is named. */
export function string(content: ReadonlySet<string>, signs: ReadonlySet<string> = new Set()): Handler {
  return (c, at) => {
    const parts = c.named(at).filter((part) => !signs.has(c.kind(part)));
    if (parts.every((part) => content.has(c.kind(part))))
      return c.leaf(K.string, at, parts.map((part) => c.textOf(part)).join(''));
    return c.make(
      K.template,
      at,
      parts.map((part) => (content.has(c.kind(part)) ? c.leaf(K.string, part) : c.node(part))),
    );
  };
}

/** Text between quotes of a leaf, with a prefix perhaps. */
export const quoted: Handler = (c, at) => {
  const text = c.textOf(at);
  const match = /^[^"'`]{0,4}?("""|'''|["'`])/.exec(text);
  if (match === null) return c.leaf(K.string, at, text);
  const end = text.endsWith(match[1]!) ? text.length - match[1]!.length : text.length;
  return c.leaf(K.string, at, text.slice(match[0].length, Math.max(match[0].length, end)));
};

/** What stands around a declaration's name and says something of it. */
export function attributesOf(c: Converter, at: number, kinds: readonly string[]): Node[] {
  const found: Node[] = [];
  for (const child of c.children(at)) {
    const kind = c.kind(child);
    if (!kinds.includes(kind)) continue;
    const node = c.maybe(child);
    if (node?.kind === K.splice) found.push(...node.kids);
    else if (node !== undefined) found.push(node);
  }
  return found;
}

/** With a word that says what kind of class it is: a pattern that says it means that kind alone. */
export function kindOfClass(handler: Handler, word: string): Handler {
  return (c, at) => {
    const made = handler(c, at);
    return made?.adorn([...made.attributes, c.leaf(K.name, at, word)]);
  };
}

/** Words and decorators, each an attribute. */
export const modifiers: Handler = (c, at) =>
  c.make(
    K.splice,
    at,
    c.children(at).flatMap((child) => (c.tree.isNamed(child) ? c.nodes([child]) : [c.leaf(K.name, child)])),
  );

export function joinPath(c: Converter, at: number, parts: readonly number[]): Node {
  let path: Node | undefined;
  for (const part of parts) {
    const node = c.leaf(K.name, part);
    path = path === undefined ? node : new Node(K.member, '', [path, node], path.start, node.end);
  }
  return path ?? c.leaf(K.name, at);
}

/** What stands between backticks is run: a call that gets a template. */
export function shell(c: Converter, at: number, content: ReadonlySet<string>): Node {
  const parts = c.named(at).map((part) => (content.has(c.kind(part)) ? c.leaf(K.string, part) : c.node(part)));
  return c.make(K.call, at, [c.leaf(K.name, at, '`'), c.make(K.args, at, [c.make(K.template, at, parts)])]);
}
