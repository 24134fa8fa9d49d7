import type { Expression, ObjectExpression } from 'oxc-parser';
import type { Pair } from '../ir/code-writer.ts';
import { lowerClass, lowerFunction } from './functions.ts';
import type { FunctionLike, Lowering, Of } from './lowering.ts';
import { lowerElement, lowerFragment } from './markup.ts';
import { isModuleExports } from './commonjs.ts';
import { keyValue, staticKey } from './patterns.ts';
import { exportsName } from './scope.ts';
import { nameOf as typeNameOf } from './types.ts';
import { chain, construct, list, tagged } from './calls.ts';
import { literal, template } from './literals.ts';
import { assignment, binary, conditional, logical, unary, update } from './operators.ts';

type Table = { readonly [T in Expression['type']]: (l: Lowering, node: Of<T>, name: string | undefined) => number };

export function lowerExpression(l: Lowering, node: Expression, name: string | undefined): number {
  // The table has a function for each type of node, which takes nodes of that type.
  return (expressions[node.type] as (l: Lowering, node: Expression, name: string | undefined) => number)(l, node, name);
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
