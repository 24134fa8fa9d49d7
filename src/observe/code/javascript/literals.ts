import type { TemplateLiteral } from 'oxc-parser';
import { ConstKind } from '../ir/ir.ts';
import type { Lowering, Of } from './lowering.ts';

const longestText = 4096;

export function text(l: Lowering, value: string, start: number, end: number): number {
  return l.f.const(value.length > longestText ? value.slice(0, longestText) : value, ConstKind.text, start, end);
}

export function literal(l: Lowering, node: Of<'Literal'>): number {
  const { f } = l;
  const { value, start, end } = node;
  if (typeof value === 'string') return text(l, value, start, end);
  if ('regex' in node) return f.const(node.regex.pattern, ConstKind.pattern, start, end, node.regex.flags);
  if (typeof value === 'boolean') return f.const(String(value), value ? ConstKind.true : ConstKind.false, start, end);
  if (typeof value === 'number') return f.const(String(value), ConstKind.number, start, end);
  if ('bigint' in node) return f.const(node.bigint, ConstKind.number, start, end);
  return f.const('null', ConstKind.null, start, end);
}

export function template(l: Lowering, node: TemplateLiteral): number {
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
