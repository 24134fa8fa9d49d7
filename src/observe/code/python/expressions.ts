import { ConstKind } from '../ir/ir.ts';
import { child, children, childValue, type ExpressionTable, type Lowering, readName, writeName } from './lowering.ts';
import { assignTo, itemName } from './targets.ts';
import { typeName } from './types.ts';
import { call } from './calls.ts';
import { array, comprehension, inner, object, splat } from './collections.ts';
import { chain, comparison } from './operators.ts';

export const expressions: ExpressionTable = {
  identifier: readName,
  integer: (l, node) => constant(l, node, numberText(l.tree.textOf(node)), ConstKind.number),
  float: (l, node) => constant(l, node, numberText(l.tree.textOf(node)), ConstKind.number),
  true: (l, node) => constant(l, node, 'true', ConstKind.true),
  false: (l, node) => constant(l, node, 'false', ConstKind.false),
  none: (l, node) => constant(l, node, 'null', ConstKind.null),
  ellipsis: (l, node) => constant(l, node, 'undefined', ConstKind.undefined),
  parenthesized_expression: inner,
  type: inner,
  as_pattern: inner,
  list: array,
  tuple: array,
  set: array,
  expression_list: array,
  pattern_list: array,
  dictionary: object,
  attribute(l, node) {
    const { tree } = l;
    const member = child(l, node, 'attribute');
    const base = childValue(l, node, 'object');
    return l.f.load(base, member === -1 ? '' : tree.textOf(member), tree.start[node]!, tree.end[node]!);
  },
  subscript,
  call,
  binary_operator: chain,
  boolean_operator: chain,
  not_operator: (l, node) => l.f.unary('!', childValue(l, node, 'argument'), l.tree.start[node]!, l.tree.end[node]!),
  unary_operator(l, node) {
    const { tree } = l;
    const operator = child(l, node, 'operator');
    const operand = childValue(l, node, 'argument');
    return l.f.unary(operator === -1 ? '+' : tree.textOf(operator), operand, tree.start[node]!, tree.end[node]!);
  },
  comparison_operator: comparison,
  conditional_expression(l, node) {
    const { f, tree } = l;
    const [then, test, otherwise] = children(l, node);
    f.control.fork(test === undefined ? f.undefined() : l.expression(test));
    const values: number[] = [];
    const add = (given: number | undefined): void => {
      if (f.control.reachable) values.push(given === undefined ? f.undefined() : l.expression(given));
    };
    add(then);
    f.control.otherwise();
    add(otherwise);
    f.control.join();
    return values.length === 1 ? values[0]! : f.phi(values, tree.start[node]!, tree.end[node]!);
  },
  named_expression(l, node) {
    const value = childValue(l, node, 'value');
    const name = child(l, node, 'name');
    if (name !== -1) writeName(l, name, value);
    return name === -1 ? value : readName(l, name);
  },
  assignment(l, node) {
    const left = child(l, node, 'left');
    const right = child(l, node, 'right');
    if (right === -1) return l.f.undefined();
    const type = typeName(l, child(l, node, 'type'));
    const given = l.expression(right);
    const value = type === undefined ? given : l.f.typed(given, type, false, l.tree.start[node]!, l.tree.end[node]!);
    if (left !== -1) assignTo(l, left, value);
    return value;
  },
  await(l, node) {
    const [awaited] = children(l, node);
    const value = awaited === undefined ? l.f.undefined() : l.expression(awaited);
    return l.f.await(value, l.tree.start[node]!, l.tree.end[node]!);
  },
  yield(l, node) {
    const { f, tree } = l;
    const start = tree.start[node]!;
    const end = tree.end[node]!;
    const [given] = children(l, node);
    const value = given === undefined ? f.undefined() : l.expression(given);
    const first = tree.firstChild(node);
    const isFrom = first !== -1 && tree.nextSibling(first) !== -1 && tree.kindName(tree.nextSibling(first)) === 'from';
    if (l.isManager) {
      // Whoever enters the manager has the value, and code goes on behind it.
      f.control.fork(f.other([], start, start));
      f.return(value, start, end);
      f.control.join();
      return f.undefined();
    }
    return f.yield(isFrom ? f.element(value, start, end) : value, start, end);
  },
  list_splat: splat,
  dictionary_splat: splat,
  keyword_argument: (l, node) => childValue(l, node, 'value'),
  list_comprehension: comprehension,
  set_comprehension: comprehension,
  generator_expression: comprehension,
  dictionary_comprehension: comprehension,
};

/** What no handler knows: a value made of the values in it. */
export function otherExpression(l: Lowering, node: number): number {
  const { tree } = l;
  const parts = children(l, node).map((part) => l.expression(part));
  return l.f.other(parts, tree.start[node]!, tree.end[node]!);
}

function constant(l: Lowering, node: number, text: string, kind: number): number {
  return l.f.const(text, kind, l.tree.start[node]!, l.tree.end[node]!);
}

function numberText(written: string): string {
  const plain = written.replaceAll('_', '').replace(/[lLjJ]$/, '');
  const number = Number(/^0\d/.test(plain) ? `0o${plain.slice(1)}` : plain);
  return Number.isSafeInteger(number) || !/^\d+$/.test(plain) ? String(number) : plain;
}

function subscript(l: Lowering, node: number): number {
  const { f, tree } = l;
  const base = childValue(l, node, 'value');
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const key = child(l, node, 'subscript');
  if (key === -1) return f.other([base], start, end);
  const next = tree.nextNamedSibling(key);
  if (tree.kind[key] === l.names.kind.slice && next === -1) {
    const bounds = sliceBounds(l, key);
    const part = bounds === undefined ? -1 : f.slice(base, bounds.from, bounds.to, start, end);
    return part < 0 ? f.rest(base, [], start, end) : part;
  }
  if (next !== -1 && tree.field[next] === l.names.field.subscript) {
    const keys = children(l, node).filter((each) => tree.field[each] === l.names.field.subscript);
    return f.other([base, ...keys.map((each) => l.expression(each))], start, end);
  }
  const name = itemName(l, key);
  return name === undefined ? f.loadAt(base, l.expression(key), start, end) : f.load(base, name, start, end, true);
}

/** The constant bounds of a slice without a step; undefined for others. */
function sliceBounds(l: Lowering, slice: number): { from: number; to: number | undefined } | undefined {
  const { f, tree } = l;
  let from = 0;
  let to: number | undefined;
  let colons = 0;
  let isKnown = true;
  for (let at = tree.firstChild(slice); at !== -1; at = tree.nextSibling(at)) {
    if (tree.kindName(at) === ':') {
      colons += 1;
      continue;
    }
    if (!tree.isNamed(at)) continue;
    const bound = f.numberOf(l.expression(at));
    if (bound === undefined || colons > 1) isKnown = false;
    else if (colons === 0) from = bound;
    else to = bound;
  }
  return isKnown ? { from, to } : undefined;
}
