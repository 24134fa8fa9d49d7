import { CallFlag, FunctionFlag, type MemberIr } from '../ir/ir.ts';
import { child, children, declare, type ExpressionTable, type Lowering, readName, writeName } from './lowering.ts';
import { namedSecret } from './targets.ts';
import { fieldsOf, withConstructor } from './records.ts';
import { annotatedWith, typeName } from './types.ts';

export const definitionExpressions: ExpressionTable = {
  lambda(l, node) {
    const { tree } = l;
    const inner = l.module.open({
      name: '<anonymous>',
      owner: l.f,
      flags: l.scopes.scopeOf(node).isGenerator ? FunctionFlag.generator : 0,
      start: tree.start[node]!,
      end: tree.end[node]!,
    });
    return within(l, inner, node, () => {
      parameters(l, child(l, node, 'parameters'));
      const body = child(l, node, 'body');
      if (body !== -1) inner.return(l.expression(body), tree.start[body]!, tree.end[body]!);
    });
  },
};

/** `@a @b def f` and `@a class C`. */
export function decoratedDefinition(l: Lowering, node: number): void {
  const { tree, names } = l;
  const decorators: number[] = [];
  for (const one of children(l, node)) if (tree.kind[one] === names.kind.decorator) decorators.push(one);
  const definition = child(l, node, 'definition');
  if (definition === -1) return;
  if (tree.kind[definition] === names.kind.class_definition) classDefinition(l, definition, decorators);
  else if (tree.kind[definition] === names.kind.function_definition) functionDefinition(l, definition, decorators);
}

/** A function, or a method of the class whose body it stands in. `decorators`: their nodes. */
export function functionDefinition(l: Lowering, node: number, decorators: readonly number[]): void {
  const { tree } = l;
  const named = child(l, node, 'name');
  const name = named === -1 ? '<anonymous>' : tree.textOf(named);
  const isMember = l.scope.kind === 'class';
  const member = isMember ? memberOf(l, name, decorators) : undefined;
  const values = decorators.map((decorator) => decoratorValue(l, decorator));
  const isAsync = tree.kindName(tree.firstChild(node)) === 'async';
  const isManager = decorators.some((decorator) => managers.test(tree.textOf(decorator)));
  const isGenerator = l.scopes.scopeOf(node).isGenerator && !isManager;
  const isStatic = member?.isPlain === true;
  const inner = l.module.open({
    name,
    owner: l.f,
    ...(isMember && { class: l.classNumber }),
    flags:
      (isAsync ? FunctionFlag.async : 0) |
      (isGenerator ? FunctionFlag.generator : 0) |
      (isStatic ? FunctionFlag.static : 0),
    start: tree.start[node]!,
    end: tree.end[node]!,
  });
  inner.decorators.push(...values);
  if (member !== undefined)
    l.module.member(l.classNumber, { name, function: inner.id, kind: member.kind, static: member.static });
  const value = within(l, inner, node, () => {
    l.isManager = isManager;
    inner.isRequirement = requirements.test(name);
    parameters(l, child(l, node, 'parameters'));
    l.block(child(l, node, 'body'));
    // Whoever calls it for its raising knows by its end what was asked before.
    if (inner.control.reachable && inner.isRequirement) inner.return(-1, tree.end[node]!, tree.end[node]!);
  });
  if (named !== -1) writeName(l, named, decorated(l, value, values, decorators));
}

/** Names of what is called for that it raises where something is wrong. */
export const requirements =
  /(?:^|\.)_*(?:relative_to|(?:check|validate?|assert|ensure|require|verify|guard|reject|must|enforce|raise|abort|deny|only|forbid|refuse|confirm|restrict|protect|authori[sz]e|is|safe|contain|inside|within)(?:_\w*)?)$/;

/** Their function yields what `with` gives. */
const managers = /^@\s*(?:[\w.]*\.)?(?:async)?contextmanager\b/;

/** A class. What its body assigns are members of it (`This` is the class there); what its body defines are its methods. */
export function classDefinition(l: Lowering, node: number, decorators: readonly number[]): void {
  const { tree, names } = l;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const named = child(l, node, 'name');
  const values = decorators.map((decorator) => decoratorValue(l, decorator));
  const superclasses = child(l, node, 'superclasses');
  const baseNodes = (superclasses === -1 ? [] : children(l, superclasses)).filter(
    (base) => tree.kind[base] !== names.kind.keyword_argument && tree.kind[base] !== names.kind.dictionary_splat,
  );
  const owner = l.f;
  const number = l.module.class({
    name: named === -1 ? '<anonymous>' : tree.textOf(named),
    owner,
    bases: baseNodes.map((base) => l.expression(base)),
    decorators: values,
    start,
    end,
  });
  const fields = l.module.open({ name: '<anonymous>', owner, class: number, flags: FunctionFlag.static, start, end });
  l.module.member(number, { name: '', function: fields.id, kind: 'static-fields', static: true });
  const [scope, outerClass] = [l.scope, l.classNumber];
  const inner = l.scopes.scopeOf(node);
  l.f = fields;
  l.scope = inner;
  l.classNumber = number;
  declare(l, inner);
  const body = child(l, node, 'body');
  l.block(body);
  const methods = new Set(children(l, body === -1 ? node : body).map((each) => methodName(l, each)));
  for (const { variable, name, assigned, lastAssigned } of inner.bindings.values()) {
    if (variable === undefined || assigned === 0 || methods.has(name)) continue;
    fields.store(
      fields.this(start, start),
      name,
      fields.read(variable, lastAssigned, lastAssigned),
      lastAssigned,
      lastAssigned,
    );
  }
  const own = body === -1 ? [] : fieldsOf(l, body);
  if (!inner.bindings.has('__init__')) withConstructor(l, number, own, [...baseNodes, ...decorators]);
  l.f = owner;
  l.scope = scope;
  l.classNumber = outerClass;
  if (named !== -1) writeName(l, named, decorated(l, owner.class(number, start, end), values, decorators));
}

/** The name that a statement in a class's body gives to a method; '' for others. */
function methodName(l: Lowering, statement: number): string {
  const { kind } = l.names;
  const definition =
    l.tree.kind[statement] === kind.decorated_definition ? child(l, statement, 'definition') : statement;
  if (definition === -1 || l.tree.kind[definition] !== kind.function_definition) return '';
  const name = child(l, definition, 'name');
  return name === -1 ? '' : l.tree.textOf(name);
}

/** Lowers what is inside a function, and gives the function. */
function within(l: Lowering, inner: Lowering['f'], node: number, lower: () => void): number {
  const { f, scope, classNumber, isManager } = l;
  l.isManager = false;
  l.f = inner;
  l.scope = l.scopes.scopeOf(node);
  l.classNumber = -1;
  declare(l, l.scope);
  lower();
  l.f = f;
  l.scope = scope;
  l.classNumber = classNumber;
  l.isManager = isManager;
  return f.function(inner, l.tree.start[node]!, l.tree.end[node]!);
}

function parameters(l: Lowering, list: number): void {
  if (list === -1) return;
  const { tree, names } = l;
  for (const node of children(l, list)) {
    const kind = tree.kind[node];
    if (kind === names.kind.positional_separator || kind === names.kind.keyword_separator) continue;
    parameter(l, node);
  }
}

function parameter(l: Lowering, node: number): void {
  const { f, tree, names } = l;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const annotation = child(l, node, 'type');
  const otherwise = child(l, node, 'value');
  const [first = node] = tree.kind[node] === names.kind.identifier ? [node] : children(l, node);
  const isTyped =
    tree.kind[node] === names.kind.typed_parameter || tree.kind[node] === names.kind.typed_default_parameter;
  const isDefault = isTyped || tree.kind[node] === names.kind.default_parameter;
  const target = isDefault ? first : node;
  const kind = tree.kind[target];
  const isRest = kind === names.kind.list_splat_pattern;
  const isKeywords = kind === names.kind.dictionary_splat_pattern;
  const [starred] = isRest || isKeywords ? children(l, target) : [target];
  if (starred === undefined) return; // `*` alone
  const isName = tree.kind[starred] === names.kind.identifier;
  const index = f.addParam({
    name: isName ? tree.textOf(starred) : undefined,
    type: typeName(l, annotation),
    kind: isRest ? 'rest' : isKeywords ? 'keywords' : otherwise === -1 ? 'plain' : 'optional',
  });
  const given = f.param(index, start, end);
  const defaults = [...(otherwise === -1 ? [] : [otherwise]), ...annotatedWith(l, annotation)];
  const values = defaults.map((each) => {
    const made = l.expression(each);
    return each === otherwise && isName ? namedSecret(l, starred, made) : made;
  });
  const value = values.length === 0 ? given : f.phi([given, ...values], start, end);
  if (isName) writeName(l, starred, value);
  else
    children(l, starred).forEach((item, place) => {
      if (tree.kind[item] === names.kind.identifier) writeName(l, item, f.load(value, String(place), start, end, true));
    });
}

/** The expression behind the `@`. */
function decoratorValue(l: Lowering, decorator: number): number {
  const [expression] = children(l, decorator);
  if (expression === undefined) return l.f.undefined();
  return l.tree.kind[expression] === l.names.kind.identifier ? readName(l, expression) : l.expression(expression);
}

/** What the name of a decorated definition stands for: what the decorators made of it, the last one first. */
function decorated(l: Lowering, value: number, decorators: readonly number[], nodes: readonly number[]): number {
  let made = value;
  for (let at = decorators.length - 1; at >= 0; at--)
    made = l.f.call(
      decorators[at]!,
      -1,
      [made],
      l.tree.start[nodes[at]!]!,
      l.tree.end[nodes[at]!]!,
      CallFlag.decorator,
    );
  return made;
}

interface Member {
  readonly kind: MemberIr['kind'];
  readonly static: boolean;
  /** It is called without the instance or the class. */
  readonly isPlain: boolean;
}

function memberOf(l: Lowering, name: string, decorators: readonly number[]): Member {
  if (name === '__init__') return { kind: 'constructor', static: false, isPlain: false };
  let member: Member = { kind: 'method', static: false, isPlain: false };
  for (const decorator of decorators) {
    const text = l.tree.textOf(decorator).slice(1).trim();
    if (/^(?:[\w.]*\.)?(?:staticmethod|abstractstaticmethod)$/.test(text))
      member = { ...member, static: true, isPlain: true };
    // `classmethod` changes nothing: the class is its first parameter, as the instance is a method's.
    else if (/(?:^|\.)(?:\w*property|getter|reify|hybrid_property)$/.test(text)) member = { ...member, kind: 'getter' };
    else if (text.endsWith('.setter')) member = { ...member, kind: 'setter' };
  }
  return member;
}
