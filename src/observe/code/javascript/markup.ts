import type {
  JSXAttributeItem,
  JSXChild,
  JSXElement,
  JSXElementName,
  JSXFragment,
  JSXMemberExpression,
} from 'oxc-parser';
import type { Pair } from '../ir/code-writer.ts';
import { ConstKind } from '../ir/ir.ts';
import type { Lowering } from './lowering.ts';

/** An element of JSX: its tag, its attributes, and its children under the name `children`. */
export function lowerElement(l: Lowering, node: JSXElement): number {
  const { name, attributes } = node.openingElement;
  const tag = lowerTag(l, name);
  const pairs: Pair[] = [];
  for (const attribute of attributes) pairs.push(lowerAttribute(l, attribute));
  addChildren(l, node.children, pairs);
  return l.f.markup(tag, pairs, node.start, node.end);
}

export function lowerFragment(l: Lowering, node: JSXFragment): number {
  const pairs: Pair[] = [];
  addChildren(l, node.children, pairs);
  return l.f.markup(l.f.const('', ConstKind.text, node.start, node.start), pairs, node.start, node.end);
}

/** A name in lower case is the platform's, others are the code's own. */
function lowerTag(l: Lowering, name: JSXElementName): number {
  const { start, end } = name;
  if (name.type === 'JSXMemberExpression') return lowerMember(l, name);
  const tag = name.type === 'JSXIdentifier' ? name.name : `${name.namespace.name}:${name.name.name}`;
  if (tag === 'this') return l.f.this(start, end);
  const isOwn = /^[A-Z_$]/.test(tag);
  return isOwn ? l.readName(tag, start, end) : l.f.const(tag, ConstKind.text, start, end);
}

function lowerMember(l: Lowering, name: JSXMemberExpression): number {
  const { object, property, start, end } = name;
  const base =
    object.type === 'JSXMemberExpression'
      ? lowerMember(l, object)
      : object.name === 'this'
        ? l.f.this(object.start, object.end)
        : l.readName(object.name, object.start, object.end);
  return l.f.load(base, property.name, start, end);
}

function lowerAttribute(l: Lowering, attribute: JSXAttributeItem): Pair {
  const { start, end } = attribute;
  if (attribute.type === 'JSXSpreadAttribute') return [undefined, l.expression(attribute.argument)];
  const { name, value } = attribute;
  const written = name.type === 'JSXIdentifier' ? name.name : `${name.namespace.name}:${name.name.name}`;
  // What templates of components are written down as (see `components/`).
  const text = written === 'x-at-html' ? '@html' : written;
  if (value === null) return [text, l.f.const('true', ConstKind.true, start, end)];
  if (value.type !== 'JSXExpressionContainer') return [text, l.expression(value)];
  const { expression } = value;
  return [text, expression.type === 'JSXEmptyExpression' ? l.f.undefined() : l.expression(expression, text)];
}

function addChildren(l: Lowering, children: readonly JSXChild[], pairs: Pair[]): void {
  for (const child of children) {
    if (child.type === 'JSXText') continue;
    if (child.type === 'JSXElement') pairs.push(['children', lowerElement(l, child)]);
    else if (child.type === 'JSXFragment') pairs.push(['children', lowerFragment(l, child)]);
    else if (child.expression.type !== 'JSXEmptyExpression') pairs.push(['children', l.expression(child.expression)]);
  }
}
