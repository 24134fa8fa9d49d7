import { ConstKind } from '../ir/ir.ts';
import type { Pair } from '../ir/code-writer.ts';
import { spread } from '../ir/variable.ts';
import { child, children, childValue, type ExpressionTable, type Lowering, readName, writeName } from './lowering.ts';
import { constantText, formatTemplate, percentTemplate } from './strings.ts';
import { assignTo, deconstruct, itemName } from './targets.ts';
import { typeName } from './types.ts';

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

function inner(l: Lowering, node: number): number {
  const [first] = children(l, node);
  return first === undefined ? l.f.undefined() : l.expression(first);
}

function splat(l: Lowering, node: number): number {
  return l.f.element(inner(l, node), l.tree.start[node]!, l.tree.end[node]!);
}

/** A value, or what is spread. */
function itemOf(l: Lowering, node: number): number {
  const kind = l.tree.kind[node];
  const isSpread = kind === l.names.kind.list_splat || kind === l.names.kind.parenthesized_list_splat;
  return isSpread ? spread(inner(l, node)) : l.expression(node);
}

function array(l: Lowering, node: number): number {
  const items = children(l, node).map((item) => itemOf(l, item));
  return l.f.array(items, l.tree.start[node]!, l.tree.end[node]!);
}

function object(l: Lowering, node: number): number {
  const { tree, names } = l;
  const pairs: Pair[] = [];
  for (const item of children(l, node)) {
    if (tree.kind[item] === names.kind.dictionary_splat) pairs.push([undefined, inner(l, item)]);
    else if (tree.kind[item] === names.kind.pair) {
      const key = child(l, item, 'key');
      const name = key === -1 ? undefined : (constantText(l, key) ?? itemName(l, key));
      const keyed = name ?? (key === -1 ? undefined : l.expression(key));
      pairs.push([keyed, childValue(l, item, 'value')]);
    }
  }
  return l.f.object(pairs, tree.start[node]!, tree.end[node]!);
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

/** `a + b + c` and `a or b or c` lean to the left, thousands deep in generated code: from the leftmost on, without recursion. */
function chain(l: Lowering, node: number): number {
  const { f, tree } = l;
  const { binary_operator: arithmetic, boolean_operator: logical } = l.names.kind;
  const spine: number[] = [];
  let left = node;
  while (left !== -1 && (tree.kind[left] === arithmetic || tree.kind[left] === logical)) {
    spine.push(left);
    left = child(l, left, 'left');
  }
  let value = -1;
  // Of `a or b or c`: the forks between them, and what the last one was of.
  let forks = 0;
  let open = '';
  let last = -1;
  const joinAll = (): void => {
    for (; forks > 0; forks--) f.control.join();
  };
  for (let at = spine.length - 1; at >= 0; at--) {
    const one = spine[at]!;
    const start = tree.start[one]!;
    const end = tree.end[one]!;
    const right = child(l, one, 'right');
    const written = child(l, one, 'operator');
    const operator = written === -1 ? '' : tree.textOf(written);
    const isFirst = at === spine.length - 1;
    if (operator !== open) joinAll();
    if (isFirst && operator === '%' && left !== -1 && right !== -1) {
      const template = percentTemplate(l, one, left, right);
      if (template !== undefined) {
        value = template;
        continue;
      }
    }
    if (isFirst) value = left === -1 ? f.undefined() : l.expression(left);
    if (operator === 'and' || operator === 'or') {
      // What stands further left is already known here, in the forks that are open.
      f.control.fork(forks > 0 ? last : value);
      if (operator === 'or') f.control.otherwise();
      forks += 1;
      open = operator;
    }
    last = right === -1 || !(f.control.reachable || forks === 0) ? f.undefined() : l.expression(right);
    value = f.binary(value, spelling[operator] ?? operator, last, start, end);
  }
  joinAll();
  return value;
}

/** Logical operators are spelt as in other languages, since branches look into them. */
const spelling: Readonly<Record<string, string | undefined>> = { and: '&&', or: '||' };

function comparison(l: Lowering, node: number): number {
  const { f, tree, names } = l;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  let operator = '';
  let left = -1;
  let value = -1;
  for (let at = tree.firstChild(node); at !== -1; at = tree.nextSibling(at)) {
    if (tree.field[at] === names.field.operators) {
      operator = tree.textOf(at).replace(/\s+/g, ' ');
      continue;
    }
    if (!tree.isNamed(at) || tree.kind[at] === names.kind.comment) continue;
    const right = l.expression(at);
    if (left !== -1) {
      const one = compared(l, left, operator, right, start, end);
      value = value === -1 ? one : f.binary(value, '&&', one, start, end);
    }
    left = right;
  }
  return value === -1 ? f.undefined() : value;
}

function compared(l: Lowering, left: number, operator: string, right: number, start: number, end: number): number {
  const { f } = l;
  if (operator === 'in' || operator === 'not in') {
    const isIn = f.isAmong(left, right);
    if (isIn !== undefined) {
      const holds = isIn === (operator === 'in');
      return f.const(String(holds), holds ? ConstKind.true : ConstKind.false, start, end);
    }
  }
  if (operator === 'not in') return f.unary('!', f.binary(left, 'in', right, start, end), start, end);
  if (operator === 'is not') return f.unary('!', f.binary(left, 'is', right, start, end), start, end);
  return f.binary(left, operator === '<>' ? '!=' : operator, right, start, end);
}

function call(l: Lowering, node: number): number {
  const { f, tree, names } = l;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const callee = child(l, node, 'function');
  const isMember = callee !== -1 && tree.kind[callee] === names.kind.attribute;
  const object = isMember ? child(l, callee, 'object') : -1;
  const member = isMember ? child(l, callee, 'attribute') : -1;
  const receiver = object === -1 ? -1 : l.expression(object);
  const name = member === -1 ? '' : tree.textOf(member);
  let called = -1;
  if (receiver !== -1) called = f.load(receiver, name, tree.start[callee]!, tree.end[callee]!);
  else called = callee === -1 ? f.undefined() : l.expression(callee);
  const { args, keywords } = argumentsOf(l, child(l, node, 'arguments'));
  if (name === 'format' && object !== -1) {
    const formatted = formatTemplate(l, node, object, args, keywords);
    if (formatted !== undefined) return formatted;
  }
  const [first] = args;
  if (first !== undefined && first >= 0 && callee !== -1 && importers.test(tree.textOf(callee))) {
    const specifier = constantText(l, children(l, child(l, node, 'arguments'))[0]!);
    if (specifier !== undefined) return f.import(specifier, '*', true, start, end);
  }
  const known = receiver < 0 && keywords.length === 0 ? builtIn(l, callee, args, start, end) : undefined;
  return known ?? f.call(called, receiver, args, start, end, 0, keywords);
}

/** `len(list)`, `setattr(o, "name", value)`, `list(items)`, where what they are given is known; undefined for others. */
function builtIn(l: Lowering, callee: number, args: readonly number[], start: number, end: number): number | undefined {
  const { f, tree } = l;
  const [first = -1, second = -1, third = -1] = args;
  if (callee === -1 || first < 0 || tree.kind[callee] !== l.names.kind.identifier) return undefined;
  switch (tree.textOf(callee)) {
    case 'len': {
      const length = args.length === 1 ? f.lengthOf(first) : -1;
      return length < 0 ? undefined : f.const(String(length), ConstKind.number, start, end);
    }
    case 'setattr': {
      const name = args.length === 3 && second >= 0 ? f.nameOrKey(second) : -1;
      if (typeof name !== 'string' || third < 0) return undefined;
      f.store(first, name, third, start, end);
      return f.undefined();
    }
    case 'list':
    case 'tuple': {
      const items = args.length === 1 ? f.itemsOf(first) : undefined;
      return items === undefined ? undefined : f.array(items, start, end);
    }
    default:
      return undefined;
  }
}

const importers = /^(?:__import__|importlib\.import_module|import_module)$/;

function argumentsOf(
  l: Lowering,
  list: number,
): { args: number[]; keywords: (readonly [name: string | undefined, value: number])[] } {
  const { tree, names } = l;
  const args: number[] = [];
  const keywords: (readonly [string | undefined, number])[] = [];
  if (list === -1) return { args, keywords };
  // `f(x for x in y)`
  if (tree.kind[list] === names.kind.generator_expression) return { args: [l.expression(list)], keywords };
  for (const argument of children(l, list)) {
    const kind = tree.kind[argument];
    if (kind === names.kind.keyword_argument) {
      const name = child(l, argument, 'name');
      keywords.push([name === -1 ? undefined : tree.textOf(name), childValue(l, argument, 'value')]);
    } else if (kind === names.kind.dictionary_splat) keywords.push([undefined, inner(l, argument)]);
    else args.push(itemOf(l, argument));
  }
  return { args, keywords };
}

/** An array (or object) of one element, which stands for each. */
function comprehension(l: Lowering, node: number): number {
  const { f, tree, names } = l;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const outer = l.scope;
  l.scope = l.scopes.scopeOf(node);
  for (const binding of l.scope.bindings.values())
    binding.variable = f.variable({
      captured: binding.isCaptured,
      reassigned: binding.assigned > 1,
      assignedInside: false,
      lastAssigned: binding.lastAssigned,
    });
  let forks = 0;
  for (const clause of children(l, node)) {
    if (tree.kind[clause] === names.kind.for_in_clause) {
      const left = child(l, clause, 'left');
      const element = f.element(childValue(l, clause, 'right'), tree.start[clause]!, tree.end[clause]!);
      if (left !== -1) deconstruct(l, left, element);
    } else if (tree.kind[clause] === names.kind.if_clause) {
      f.control.fork(inner(l, clause));
      forks += 1;
    }
  }
  const body = child(l, node, 'body');
  let value: number;
  if (body !== -1 && tree.kind[body] === names.kind.pair)
    value = f.object([[childValue(l, body, 'key'), childValue(l, body, 'value')]], start, end);
  else value = f.array([body === -1 ? f.undefined() : itemOf(l, body)], start, end);
  // How many there are, nobody knows.
  f.release(value);
  for (; forks > 0; forks--) f.control.join();
  l.scope = outer;
  return value;
}
