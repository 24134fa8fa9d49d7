import type { AssignmentExpression, Expression, LogicalExpression } from 'oxc-parser';
import { ConstKind } from '../ir/ir.ts';
import type { Lowering, Of } from './lowering.ts';
import { exportAssigned } from './commonjs.ts';
import { keyValue, nameOf, staticKey } from './patterns.ts';

/** `a + b + c …` in a loop: with a constant text in it, as a template. */
export function binary(l: Lowering, node: Of<'BinaryExpression'>): number {
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
export function logical(l: Lowering, node: LogicalExpression): number {
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

export function conditional(l: Lowering, node: Of<'ConditionalExpression'>): number {
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

export function assignment(l: Lowering, node: AssignmentExpression): number {
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

export function unary(l: Lowering, node: Of<'UnaryExpression'>): number {
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

export function update(l: Lowering, node: Of<'UpdateExpression'>): number {
  const { f } = l;
  const { start, end } = node;
  const before = l.expression(node.argument);
  const one = f.const('1', ConstKind.number, start, end);
  const after = f.binary(before, node.operator === '++' ? '+' : '-', one, start, end);
  l.lower.assign(l, node.argument, after, false);
  return node.prefix ? after : before;
}
