import type {
  Argument,
  AssignmentExpression,
  CallExpression,
  Expression,
  LogicalExpression,
  MemberExpression,
  NewExpression,
  ObjectExpression,
  TemplateLiteral,
} from 'oxc-parser';
import type { Pair } from '../ir/code-writer.ts';
import { CallFlag, ConstKind, Op } from '../ir/ir.ts';
import { spread } from '../ir/variable.ts';
import { lowerClass, lowerFunction } from './functions.ts';
import type { FunctionLike, Lowering } from './lowering.ts';
import { lowerElement, lowerFragment } from './markup.ts';
import { exportAssigned, exportObject, isModuleExports, lowerRequire } from './commonjs.ts';
import { keyValue, nameOf, staticKey } from './patterns.ts';
import { exportsName } from './scope.ts';
import { reflected } from './reflection.ts';
import { nameOf as typeNameOf } from './types.ts';

type Of<T extends Expression['type']> = Extract<Expression, { type: T }>;
type Table = { readonly [T in Expression['type']]: (l: Lowering, node: Of<T>, name: string | undefined) => number };

export function lowerExpression(l: Lowering, node: Expression, name: string | undefined): number {
  // The table has a function for each type of node, which takes nodes of that type.
  return (expressions[node.type] as (l: Lowering, node: Expression, name: string | undefined) => number)(l, node, name);
}

const longestText = 4096;

function text(l: Lowering, value: string, start: number, end: number): number {
  return l.f.const(value.length > longestText ? value.slice(0, longestText) : value, ConstKind.text, start, end);
}

function literal(l: Lowering, node: Of<'Literal'>): number {
  const { f } = l;
  const { value, start, end } = node;
  if (typeof value === 'string') return text(l, value, start, end);
  if ('regex' in node) return f.const(node.regex.pattern, ConstKind.pattern, start, end, node.regex.flags);
  if (typeof value === 'boolean') return f.const(String(value), value ? ConstKind.true : ConstKind.false, start, end);
  if (typeof value === 'number') return f.const(String(value), ConstKind.number, start, end);
  if ('bigint' in node) return f.const(node.bigint, ConstKind.number, start, end);
  return f.const('null', ConstKind.null, start, end);
}

/** Arguments and items; spread ones as the form has them. */
function list(l: Lowering, nodes: readonly (Argument | null)[]): number[] {
  const values: number[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (node == null) values.push(l.f.undefined());
    else if (node.type === 'SpreadElement') values.push(spread(l.expression(node.argument)));
    else values.push(l.expression(node));
  }
  return values;
}

/** A chain of members and calls, `a.b().c[d]()`, from its beginning, in a loop: some are thousands long. */
function chain(l: Lowering, node: Expression): number {
  const links: (MemberExpression | CallExpression)[] = [];
  let at = node;
  let value = -1;
  for (;;) {
    if (at.type === 'MemberExpression') {
      if (isModuleExports(l, at)) break;
      links.push(at);
      at = at.object;
    } else if (at.type === 'CallExpression') {
      value = lowerRequire(l, at) ?? exportObject(l, at) ?? -1;
      if (value >= 0) break;
      links.push(at);
      at = at.callee;
    } else if (
      at.type === 'ChainExpression' ||
      at.type === 'TSNonNullExpression' ||
      at.type === 'ParenthesizedExpression'
    )
      at = at.expression;
    else break;
  }
  const last = links.at(-1);
  let receiver = -1;
  if (last?.type === 'CallExpression' && at.type === 'Super') {
    links.pop();
    const self = l.f.this(at.start, at.end);
    value = l.f.call(self, self, list(l, last.arguments), last.start, last.end, CallFlag.super);
  }
  const isSuper = at.type === 'Super';
  if (value < 0) value = isModuleExports(l, at) ? l.readName(exportsName, at.start, at.end) : l.expression(at);
  for (let nth = links.length - 1; nth >= 0; nth--) {
    const link = links[nth]!;
    if (link.type === 'MemberExpression') {
      receiver = value;
      value = member(l, value, link);
      continue;
    }
    const flags = (link.optional ? CallFlag.optional : 0) | (isSuper && nth === links.length - 2 ? CallFlag.super : 0);
    value = call(l, value, receiver, link, flags);
    receiver = -1;
  }
  return value;
}

function member(l: Lowering, base: number, node: MemberExpression): number {
  const { start, end } = node;
  const name = staticKey(node.property, node.computed);
  return name === undefined
    ? l.f.loadAt(base, keyValue(l, node.property), start, end)
    : l.f.load(base, name, start, end);
}

function call(l: Lowering, callee: number, receiver: number, node: CallExpression, flags: number): number {
  const { f } = l;
  const args = list(l, node.arguments);
  const known = receiver < 0 ? undefined : reflected(f, callee, receiver, args, node.start, node.end);
  if (known !== undefined) return known;
  const value = f.call(callee, receiver, args, node.start, node.end, flags);
  if (receiver >= 0 && f.opcode(callee) === Op.Load && f.opcode(receiver) === Op.Global) {
    const isExit = f.textOf(f.operand(callee, 2)) === 'exit' && f.textOf(f.operand(receiver, 1)) === 'process';
    // Whoever puts a function of his own there goes on behind it.
    if (isExit && !replacesExit.test(l.text)) f.control.unreachable();
  }
  return value;
}

const replacesExit =
  /\bexit['"`]?\s{0,9}\]?\s{0,9}=[^=]|\bexit['"`]\s{0,9},|\bprocess\s{0,9}\[|\bprocess\s{0,9}=[^=]|\bexit\s{0,9}[(:][^\n]{0,200}\{/;

function construct(l: Lowering, node: NewExpression): number {
  const callee = l.expression(node.callee);
  return l.f.call(callee, -1, list(l, node.arguments), node.start, node.end, CallFlag.new);
}

function template(l: Lowering, node: TemplateLiteral): number {
  const { f } = l;
  const { start, end } = node;
  if (node.expressions.length === 0) return text(l, node.quasis[0]?.value.cooked ?? '', start, end);
  const parts: number[] = [];
  for (let at = 0; at < node.quasis.length; at++) {
    const quasi = node.quasis[at]!;
    const fixed = quasi.value.cooked ?? quasi.value.raw;
    if (fixed !== '') parts.push(text(l, fixed, quasi.start, quasi.end));
    const expression = node.expressions[at];
    if (expression !== undefined) parts.push(l.expression(expression));
  }
  return f.template(parts, start, end);
}

function tagged(l: Lowering, node: Of<'TaggedTemplateExpression'>): number {
  const { f } = l;
  const { start, end, quasi } = node;
  const isMember = node.tag.type === 'MemberExpression';
  const receiver = node.tag.type === 'MemberExpression' ? l.expression(node.tag.object) : -1;
  const tag = isMember && node.tag.type === 'MemberExpression' ? member(l, receiver, node.tag) : l.expression(node.tag);
  const fixed = quasi.quasis.map((one) => text(l, one.value.cooked ?? one.value.raw, one.start, one.end));
  const args = [f.array(fixed, quasi.start, quasi.end), ...quasi.expressions.map((one) => l.expression(one))];
  return f.call(tag, receiver, args, start, end, CallFlag.tagged);
}

function object(l: Lowering, node: ObjectExpression): number {
  const { f } = l;
  const pairs: Pair[] = [];
  for (const property of node.properties) {
    l.tick();
    if (property.type === 'SpreadElement') {
      pairs.push([undefined, l.expression(property.argument)]);
      continue;
    }
    const name = staticKey(property.key, property.computed);
    const key = name ?? f.nameOrKey(keyValue(l, property.key));
    const value = l.expression(property.value, name);
    // What a getter gives is what is read there.
    if (property.kind === 'get') pairs.push([key, f.call(value, -1, [], property.start, property.end)]);
    else if (property.kind === 'init') pairs.push([key, value]);
  }
  return f.object(pairs, node.start, node.end);
}

/** `a + b + c …` in a loop: with a constant text in it, as a template. */
function binary(l: Lowering, node: Of<'BinaryExpression'>): number {
  const { f } = l;
  const links: Of<'BinaryExpression'>[] = [];
  let at: Expression = node;
  while (at.type === 'BinaryExpression' && at.left.type !== 'PrivateIdentifier') {
    links.push(at);
    at = at.left;
  }
  if (at.type === 'BinaryExpression') return f.other([l.expression(at.right)], node.start, node.end);
  let value = l.expression(at);
  let parts: number[] | undefined;
  let isText = isTextual(at);
  for (let nth = links.length - 1; nth >= 0; nth--) {
    const link = links[nth]!;
    const right = l.expression(link.right);
    isText = link.operator === '+' && (isText || isTextual(link.right));
    if (isText) {
      parts ??= [value];
      parts.push(right);
      if (nth > 0 && links[nth - 1]!.operator === '+') continue;
      value = f.template(parts, link.start, link.end);
      parts = undefined;
    } else {
      value = f.binary(value, link.operator, right, link.start, link.end);
    }
  }
  return value;
}

function isTextual(node: Expression): boolean {
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');
}

/** Both sides of `&&`, `||`, `??`, the right one under what the left one tells. */
function logical(l: Lowering, node: LogicalExpression): number {
  const { f } = l;
  const links: LogicalExpression[] = [];
  let at: Expression = node;
  while (at.type === 'LogicalExpression') {
    links.push(at);
    at = at.left;
  }
  let value = l.expression(at);
  for (let nth = links.length - 1; nth >= 0; nth--) {
    const link = links[nth]!;
    const right = under(l, value, link.operator, link.right);
    value = f.binary(value, link.operator, right, link.start, link.end);
  }
  return value;
}

/** An expression that is only reached when the one before it is true (`&&`) or not (`||`, `??`). */
function under(l: Lowering, before: number, operator: LogicalExpression['operator'], node: Expression): number {
  if (node.type === 'Literal') return l.expression(node);
  const { control } = l.f;
  control.fork(before);
  if (operator !== '&&') control.otherwise();
  const value = control.reachable ? l.expression(node) : l.f.undefined();
  control.join();
  return value;
}

function conditional(l: Lowering, node: Of<'ConditionalExpression'>): number {
  const { f } = l;
  const values: number[] = [];
  let forks = 0;
  let at: Expression = node;
  for (; at.type === 'ConditionalExpression'; at = at.alternate) {
    f.control.fork(l.expression(at.test));
    forks++;
    if (f.control.reachable) values.push(l.expression(at.consequent));
    f.control.otherwise();
    if (!f.control.reachable) break;
  }
  if (f.control.reachable) values.push(l.expression(at));
  for (; forks > 0; forks--) f.control.join();
  return values.length === 1 ? values[0]! : f.phi(values, node.start, node.end);
}

function assignment(l: Lowering, node: AssignmentExpression): number {
  const { f } = l;
  const { left, operator, start, end } = node;
  if (operator === '=') {
    const exported = exportAssigned(l, node);
    if (exported !== undefined) return exported;
    const value = l.expression(node.right, nameOf(left));
    l.lower.assign(l, left, value, false);
    return value;
  }
  // What has another operator is one name or one member.
  const before = l.expression(left as Expression);
  if (operator === '&&=' || operator === '||=' || operator === '??=') {
    const logicalOperator = operator === '&&=' ? '&&' : operator === '||=' ? '||' : '??';
    const value = f.binary(before, logicalOperator, under(l, before, logicalOperator, node.right), start, end);
    l.lower.assign(l, left, value, false);
    return value;
  }
  const right = l.expression(node.right);
  const value =
    operator === '+=' && isTextual(node.right)
      ? f.template([before, right], start, end)
      : f.binary(before, operator.slice(0, -1), right, start, end);
  l.lower.assign(l, left, value, false);
  return value;
}

function unary(l: Lowering, node: Of<'UnaryExpression'>): number {
  const { f } = l;
  const { start, end, operator, argument } = node;
  if (operator === 'delete') {
    const target = argument.type === 'ChainExpression' ? argument.expression : argument;
    if (target.type === 'MemberExpression') {
      const base = l.expression(target.object);
      const name = staticKey(target.property, target.computed);
      if (name === undefined) keyValue(l, target.property);
      f.delete(base, name, start, end);
    } else l.expression(argument);
    return f.const('true', ConstKind.true, start, end);
  }
  if (operator === '-' && argument.type === 'Literal' && typeof argument.value === 'number') {
    return f.const(String(-argument.value), ConstKind.number, start, end);
  }
  const value = l.expression(argument);
  return operator === 'void'
    ? f.const('undefined', ConstKind.undefined, start, end)
    : f.unary(operator, value, start, end);
}

function update(l: Lowering, node: Of<'UpdateExpression'>): number {
  const { f } = l;
  const { start, end } = node;
  const before = l.expression(node.argument);
  const one = f.const('1', ConstKind.number, start, end);
  const after = f.binary(before, node.operator === '++' ? '+' : '-', one, start, end);
  l.lower.assign(l, node.argument, after, false);
  return node.prefix ? after : before;
}

function importExpression(l: Lowering, node: Of<'ImportExpression'>): number {
  const { source, start, end } = node;
  const specifier = staticKey(source, true);
  if (specifier === undefined)
    return l.f.call(l.f.global('import', start, end), -1, [l.expression(source)], start, end);
  return l.f.import(specifier, '*', true, start, end);
}

function yielded(l: Lowering, node: Of<'YieldExpression'>): number {
  const { f } = l;
  const { start, end, argument } = node;
  if (argument === null) return f.yield(-1, start, end);
  const value = l.expression(argument);
  return f.yield(node.delegate ? f.element(value, start, end) : value, start, end);
}

function asserted(
  l: Lowering,
  node: Of<'TSAsExpression' | 'TSTypeAssertion' | 'TSSatisfiesExpression'>,
  name: string | undefined,
): number {
  const value = l.expression(node.expression, name);
  const type = typeNameOf(node.typeAnnotation, l.scope);
  return type === undefined || type === 'const' ? value : l.f.typed(value, type, true, node.start, node.end);
}

const functionExpression = (l: Lowering, node: FunctionLike, name: string | undefined): number =>
  l.f.function(lowerFunction(l, node, { name }), node.start, node.end);
const identifier: Table['Identifier'] = (l, node) =>
  node.name === 'exports' && isModuleExports(l, node)
    ? l.readName(exportsName, node.start, node.end)
    : l.readName(node.name, node.start, node.end);
const wrapped = (l: Lowering, node: { readonly expression: Expression }, name: string | undefined): number =>
  l.expression(node.expression, name);

const expressions: Table = {
  Literal: literal,
  Identifier: identifier,
  TemplateLiteral: template,
  TaggedTemplateExpression: tagged,
  Super: (l, node) => l.f.this(node.start, node.end),
  ThisExpression: (l, node) => l.f.this(node.start, node.end),
  ArrayExpression: (l, node) => l.f.array(list(l, node.elements), node.start, node.end),
  ObjectExpression: object,
  ArrowFunctionExpression: functionExpression,
  FunctionExpression: functionExpression,
  FunctionDeclaration: functionExpression,
  TSDeclareFunction: (l) => l.f.undefined(),
  TSEmptyBodyFunctionExpression: (l) => l.f.undefined(),
  ClassExpression: lowerClass,
  ClassDeclaration: lowerClass,
  AssignmentExpression: assignment,
  AwaitExpression: (l, node) => l.f.await(l.expression(node.argument), node.start, node.end),
  YieldExpression: yielded,
  BinaryExpression: binary,
  LogicalExpression: logical,
  ConditionalExpression: conditional,
  UnaryExpression: unary,
  UpdateExpression: update,
  SequenceExpression: (l, node) => {
    let value = -1;
    for (const one of node.expressions) value = l.expression(one);
    return value;
  },
  CallExpression: chain,
  MemberExpression: chain,
  ChainExpression: chain,
  TSNonNullExpression: chain,
  ParenthesizedExpression: wrapped,
  TSInstantiationExpression: wrapped,
  NewExpression: construct,
  ImportExpression: importExpression,
  MetaProperty: (l, node) =>
    node.meta.name === 'import' ? l.f.global('import.meta', node.start, node.end) : l.f.other([], node.start, node.end),
  V8IntrinsicExpression: (l, node) => l.f.other(list(l, node.arguments), node.start, node.end),
  JSXElement: lowerElement,
  JSXFragment: lowerFragment,
  TSAsExpression: asserted,
  TSTypeAssertion: asserted,
  TSSatisfiesExpression: asserted,
};
