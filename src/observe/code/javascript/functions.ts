import type { Class, Decorator, Expression, ParamPattern } from 'oxc-parser';
import type { FunctionBuilder } from '../ir/function-builder.ts';
import { CallFlag, ConstKind, FunctionFlag, Op } from '../ir/ir.ts';
import type { FunctionLike, FunctionRole, Lowering, Pattern } from './lowering.ts';
import { keyValue, staticKey } from './patterns.ts';
import { typeName } from './types.ts';

/** A function with its parameters and body. */
export function lowerFunction(l: Lowering, node: FunctionLike, role: FunctionRole): FunctionBuilder {
  const isArrow = node.type === 'ArrowFunctionExpression';
  const flags =
    (role.flags ?? 0) |
    (node.async ? FunctionFlag.async : 0) |
    (node.generator ? FunctionFlag.generator : 0) |
    (isArrow ? FunctionFlag.arrow : 0);
  const name = node.id?.name ?? role.name ?? '<anonymous>';
  // Decorators of parameters are run by what is around the function.
  const decorators = node.params.map((param) => lowerDecorators(l, param.decorators));
  const { start, end } = node;
  const head = {
    name,
    flags,
    start,
    end,
    ...(role.class !== undefined && { class: role.class }),
    ...(role.hoisted && { hoisted: true }),
  };
  return l.withinFunction(node, head, (f) => {
    if (node.type === 'FunctionExpression' && node.id !== null && l.scope.names.get(node.id.name)?.read === true) {
      l.writeName(node.id.name, f.function(f, node.id.start, node.id.end), node.id.start, node.id.end);
    }
    const values = node.params.map((param, at) => addParam(l, param, decorators[at]!));
    for (let at = 0; at < values.length; at++) if (values[at]! >= 0) assignParam(l, node.params[at]!, values[at]!);
    const { body } = node;
    if (body === null) return;
    if (body.type === 'BlockStatement') l.lower.statements(l, body.body);
    else lowerReturn(l, body, body.start, body.end);
  });
}

export function lowerReturn(l: Lowering, value: Expression | null, start: number, end: number): void {
  const { f } = l;
  const returned = value === null ? -1 : l.expression(value);
  if (returned >= 0 && isElement(f, returned)) f.flags |= FunctionFlag.component;
  f.return(returned, start, end);
}

function isElement(f: FunctionBuilder, value: number): boolean {
  const op = f.opcode(value);
  if (op === Op.Binary) return f.opcode(f.operand(value, 2)) === Op.Markup;
  if (op !== Op.Phi) return op === Op.Markup;
  for (let at = 0; at < f.operand(value, 2); at++)
    if (f.opcode(f.pooled(f.operand(value, 1) + at)) === Op.Markup) return true;
  return false;
}

/** The parameter's value; -1 for TypeScript's `this`, which is none. */
function addParam(l: Lowering, param: ParamPattern, decorators: readonly number[]): number {
  const { f } = l;
  const { start, end } = param;
  const bare = param.type === 'TSParameterProperty' ? param.parameter : param;
  const inner = bare.type === 'AssignmentPattern' ? bare.left : bare.type === 'RestElement' ? bare.argument : bare;
  if (inner.type === 'Identifier' && inner.name === 'this') return -1;
  const annotated = bare.type === 'RestElement' ? bare : inner;
  const isOptional =
    bare.type === 'AssignmentPattern' || ('optional' in inner && (inner.optional as boolean | undefined) === true);
  const index = f.addParam({
    name: inner.type === 'Identifier' ? inner.name : undefined,
    type: typeName('typeAnnotation' in annotated ? annotated.typeAnnotation : undefined, l.scope),
    kind: bare.type === 'RestElement' ? 'rest' : isOptional ? 'optional' : 'plain',
    decorators,
  });
  return f.param(index, start, end);
}

function assignParam(l: Lowering, param: ParamPattern, value: number): void {
  if (param.type === 'RestElement') return l.lower.assign(l, param.argument, value, false);
  const pattern: Pattern = param.type === 'TSParameterProperty' ? param.parameter : param;
  l.lower.assign(l, pattern, value, false);
  if (param.type !== 'TSParameterProperty') return;
  const named = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
  if (named.type !== 'Identifier') return;
  const { start, end } = param;
  l.f.store(l.f.this(start, end), named.name, l.readName(named.name, start, end), start, end);
}

export function lowerDecorators(l: Lowering, decorators: readonly Decorator[] | undefined): number[] {
  if (decorators === undefined) return [];
  return decorators.map(({ expression, start, end }) => {
    if (expression.type !== 'CallExpression')
      return l.f.call(l.expression(expression), -1, [], start, end, CallFlag.decorator);
    const args = expression.arguments.map((one) => l.expression(one.type === 'SpreadElement' ? one.argument : one));
    return l.f.call(l.expression(expression.callee), -1, args, start, end, CallFlag.decorator);
  });
}

/** The class's value. Its own name is known inside of it. */
export function lowerClass(l: Lowering, node: Class, called: string | undefined): number {
  const { f } = l;
  const { start, end } = node;
  const name = node.id?.name ?? called ?? '<anonymous>';
  const decorators = lowerDecorators(l, node.decorators);
  const bases = node.superClass === null ? [] : [l.expression(node.superClass)];
  const number = l.module.class({ name, owner: f, bases, decorators, start, end });
  const value = f.class(number, start, end);
  l.within(node, () => {
    if (node.type === 'ClassExpression' && node.id !== null) l.writeName(node.id.name, value, start, end);
    for (const member of node.body.body) {
      l.tick();
      if (member.type === 'MethodDefinition') lowerMethod(l, member, number);
    }
    lowerFields(l, node, number, false);
    lowerFields(l, node, number, true);
  });
  return value;
}

type Member = Class['body']['body'][number];
type Method = Extract<Member, { type: 'MethodDefinition' | 'TSAbstractMethodDefinition' }>;
type Field = Extract<
  Member,
  { type: 'PropertyDefinition' | 'TSAbstractPropertyDefinition' | 'AccessorProperty' | 'TSAbstractAccessorProperty' }
>;

const memberKinds = { constructor: 'constructor', method: 'method', get: 'getter', set: 'setter' } as const;

function lowerMethod(l: Lowering, member: Method, ofClass: number): void {
  const known = staticKey(member.key, member.computed);
  if (known === undefined) keyValue(l, member.key);
  if (member.value.body === null) return;
  const name = known ?? '<computed>';
  const decorators = lowerDecorators(l, member.decorators);
  const role = { name, class: ofClass, flags: member.static ? FunctionFlag.static : 0 };
  const method = lowerFunction(l, member.value, role);
  method.decorators.push(...decorators);
  l.module.member(ofClass, { name, function: method.id, kind: memberKinds[member.kind], static: member.static });
}

/** What initialises fields, in one function: of an instance, or of the class itself. */
function lowerFields(l: Lowering, node: Class, ofClass: number, isStatic: boolean): void {
  const fields = node.body.body.filter(
    (member) =>
      (member.type === 'StaticBlock' && isStatic) ||
      ((member.type === 'PropertyDefinition' || member.type === 'AccessorProperty') &&
        member.static === isStatic &&
        member.declare !== true),
  ) as readonly (Field | Extract<Member, { type: 'StaticBlock' }>)[];
  if (fields.length === 0) return;
  for (const field of fields) if (field.type !== 'StaticBlock') lowerDecorators(l, field.decorators);
  const kind = isStatic ? 'static-fields' : 'fields';
  const { start, end } = node.body;
  const flags = isStatic ? FunctionFlag.static : 0;
  const filled = l.withinFunction({}, { name: `<${kind}>`, class: ofClass, flags, start, end }, (f) => {
    for (const field of fields) {
      if (field.type === 'StaticBlock') withinScope(l, field, () => l.lower.statements(l, field.body));
      else withinScope(l, field, () => lowerField(l, field, f));
    }
  });
  l.module.member(ofClass, { name: `<${kind}>`, function: filled.id, kind, static: isStatic });
}

/** Initialisers of all fields are one function here, though each has a scope of its own. */
function withinScope(l: Lowering, node: object, body: () => void): void {
  l.within(node, body);
}

function lowerField(l: Lowering, field: Field, f: FunctionBuilder): void {
  const { start, end } = field;
  const name = staticKey(field.key, field.computed);
  const type = typeName(field.typeAnnotation, l.scope);
  if (field.value === null && type === undefined) return;
  const bare =
    field.value === null ? f.const('undefined', ConstKind.undefined, start, end) : l.expression(field.value, name);
  const value = type === undefined ? bare : f.typed(bare, type, false, start, end);
  const self = f.this(start, end);
  if (name === undefined) f.storeAt(self, keyValue(l, field.key), value, start, end);
  else f.store(self, name, value, start, end);
}
