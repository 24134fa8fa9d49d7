import type { Argument, CallExpression, Expression, MemberExpression, NewExpression } from 'oxc-parser';
import { CallFlag, Op } from '../ir/ir.ts';
import { spread } from '../ir/variable.ts';
import type { Lowering, Of } from './lowering.ts';
import { exportObject, isModuleExports, lowerRequire } from './commonjs.ts';
import { keyValue, staticKey } from './patterns.ts';
import { exportsName } from './scope.ts';
import { reflected } from './reflection.ts';
import { text } from './literals.ts';

/** Arguments and items; spread ones as the form has them. */
export function list(l: Lowering, nodes: readonly (Argument | null)[]): number[] {
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
export function chain(l: Lowering, node: Expression): number {
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

export function construct(l: Lowering, node: NewExpression): number {
  const callee = l.expression(node.callee);
  return l.f.call(callee, -1, list(l, node.arguments), node.start, node.end, CallFlag.new);
}

export function tagged(l: Lowering, node: Of<'TaggedTemplateExpression'>): number {
  const { f } = l;
  const { start, end, quasi } = node;
  const isMember = node.tag.type === 'MemberExpression';
  const receiver = node.tag.type === 'MemberExpression' ? l.expression(node.tag.object) : -1;
  const tag = isMember && node.tag.type === 'MemberExpression' ? member(l, receiver, node.tag) : l.expression(node.tag);
  const fixed = quasi.quasis.map((one) => text(l, one.value.cooked ?? one.value.raw, one.start, one.end));
  const args = [f.array(fixed, quasi.start, quasi.end), ...quasi.expressions.map((one) => l.expression(one))];
  return f.call(tag, receiver, args, start, end, CallFlag.tagged);
}
