import { K, leaf, type Node } from '../tree/node.ts';

const expressions = new Set<number>([
  K.name,
  K.member,
  K.index,
  K.call,
  K.create,
  K.string,
  K.template,
  K.number,
  K.list,
  K.dict,
  K.tuple,
  K.binary,
  K.unary,
  K.conditional,
  K.cast,
  K.await,
  K.element,
  K.symbol,
  K.regex,
  K.typed,
  K.deep,
  K.generic,
  K.spread,
  K.metavariable,
]);

/** Whether a pattern is an expression, which a statement may contain. */
export function isExpression(node: Node): boolean {
  return (
    expressions.has(node.kind) ||
    (node.kind === K.assign && node.kids[2]!.kind === K.none) ||
    (node.kind === K.func && node.kids[0]!.kind === K.none) ||
    (node.kind === K.other && !/^(case|package|type|namespace)/.test(node.text))
  );
}

/** Cheap: false when a pattern cannot match for its kind alone. */
export function mayMatch(p: Node, n: Node): boolean {
  if (p.kind === n.kind) return true;
  switch (p.kind) {
    case K.metavariable:
    case K.metavariables:
    case K.typed:
    case K.deep:
    case K.ellipsis:
      return n.kind !== K.none;
    case K.string:
    case K.number:
      return (
        n.kind === K.name || n.kind === K.member || n.kind === K.template || n.kind === K.binary || n.kind === K.symbol
      );
    case K.symbol:
      return n.kind === K.string;
    case K.member:
      return n.kind === K.name;
    case K.name:
      return n.kind === K.member || n.kind === K.generic || n.kind === K.symbol || n.kind === K.string;
    case K.call:
      return n.kind === K.member || n.kind === K.name;
    case K.while:
    case K.for:
      return n.kind === K.each || n.kind === K.for;
    case K.declare:
      return n.kind === K.assign || n.kind === K.param;
    case K.pair:
      return n.kind === K.func;
    case K.block:
      return true;
    default:
      return n.kind === K.name;
  }
}

export function isAnything(p: Node): boolean {
  if (p.kind === K.ellipsis) return true;
  const isAll = p.kind === K.string && (p.kids[0]?.kind === K.ellipsis || p.text === '...');
  return isAll && (p.parent?.kind === K.template || p.parent?.kind === K.block);
}

export function asEllipsis(p: Node): Node {
  return isAnything(p) ? leaf(K.ellipsis, '', p.start, p.end) : p;
}

export function isEmpty(p: Node): boolean {
  return (
    (p.kind === K.args || p.kind === K.params || p.kind === K.block) && p.kids.every(({ kind }) => kind === K.ellipsis)
  );
}

export function sequence(nodes: readonly Node[], from: number, to: number): Node {
  const some = nodes.slice(from, to);
  const made = leaf(
    K.splice,
    '',
    some[0]?.start ?? nodes[from]?.start ?? nodes.at(-1)?.end ?? 0,
    some.at(-1)?.end ?? nodes[from]?.start ?? nodes.at(-1)?.end ?? 0,
  );
  made.kids = some;
  return made;
}

export function chainDown(node: Node): Node | undefined {
  const { kind } = node;
  return kind === K.member ||
    kind === K.call ||
    kind === K.index ||
    (kind === K.unary && (node.text === '?' || node.text === '!!'))
    ? node.kids[0]
    : undefined;
}

export function nameFromParent(n: Node): Node | undefined {
  const { parent } = n;
  if (parent === undefined || (parent.kind !== K.assign && parent.kind !== K.pair)) return undefined;
  return parent.kids[1] === n ? parent.kids[0] : undefined;
}

/** `javax.crypto.Cipher` for `Cipher`. */
export function isQualified(p: Node, n: Node): boolean {
  if (!/^[A-Z]/.test(p.text) || n.kids[1]!.text !== p.text) return false;
  for (let inner = n.kids[0]!; ; inner = inner.kids[0]!) {
    if (inner.kind === K.name) return /^[a-z]/.test(inner.text) && inner.text !== 'this' && inner.text !== 'self';
    if (inner.kind !== K.member || !/^[a-z]/.test(inner.kids[1]!.text)) return false;
  }
}

export function isEquality(sign: string): boolean {
  return sign === '==' || sign === '!=' || sign === '===' || sign === '!==';
}

export function isAssociative(sign: string): boolean {
  return (
    sign === '+' ||
    sign === '.' ||
    sign === '&&' ||
    sign === '||' ||
    sign === 'and' ||
    sign === 'or' ||
    sign === '|' ||
    sign === '&'
  );
}

export function leftmost(n: Node): Node {
  let inner = n;
  while (inner.kind === K.binary && inner.text === n.text) inner = inner.kids[0]!;
  return inner;
}

export function flattened(statements: readonly Node[]): Node[] {
  const all: Node[] = [];
  for (const statement of statements) {
    all.push(statement);
    const open = [...statement.kids].reverse();
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node.parent?.kind === K.block) all.push(node);
      for (let i = node.kids.length - 1; i >= 0; i -= 1) open.push(node.kids[i]!);
    }
  }
  return all;
}
