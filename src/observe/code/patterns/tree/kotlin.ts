import type { Handler, Table } from './convert.ts';
import * as h from './handlers.ts';
import { class_, func, params, property, types } from './kotlin-declarations.ts';
import { K, Node, none } from './node.ts';

const call: Handler = (c, at) => {
  const [callee = -1] = c.named(at);
  const suffix = c.first(at, 'call_suffix');
  const given = suffix === -1 ? -1 : c.first(suffix, 'value_arguments');
  const block = suffix === -1 ? -1 : c.first(suffix, 'annotated_lambda');
  const types_ = suffix === -1 ? -1 : c.first(suffix, 'type_arguments');
  const target = types_ === -1 ? c.node(callee) : c.make(K.generic, at, [c.node(callee), c.node(types_)]);
  const args = given === -1 ? [] : [...c.node(given).kids];
  if (block === -1) return c.make(K.call, at, [target, given === -1 ? c.make(K.args, at, []) : c.node(given)]);
  const last = c.node(c.named(block).at(-1) ?? -1);
  // `f(x) { … }` is a call of a call in the grammar.
  if (given === -1 && target.kind === K.call && c.kind(callee) === 'call_expression')
    return c.make(K.call, at, [
      target.kids[0]!,
      new Node(K.args, '', [...target.kids[1]!.kids, last], target.kids[1]!.start, last.end),
    ]);
  return c.make(K.call, at, [
    target,
    new Node(K.args, '', [...args, last], c.tree.start[suffix]!, c.tree.end[suffix]!),
  ]);
};

const navigation: Handler = (c, at) => {
  const [object = -1, suffix = -1] = c.named(at);
  const target = suffix === -1 ? -1 : (c.named(suffix)[0] ?? suffix);
  return c.make(K.member, at, [
    c.node(object),
    target === suffix ? c.leaf(K.name, suffix, c.textOf(suffix).replace(/^[.?:]+/, '')) : c.node(target),
  ]);
};

const argument: Handler = (c, at) => {
  const children = c.children(at);
  const sign = children.findIndex((x) => c.kind(x) === '=');
  const named = c.named(at);
  const value = c.node(named.at(-1) ?? -1);
  if (sign === -1) return value;
  return c.make(K.keyword, at, [c.node(named[0] ?? -1), value]);
};

const lambda: Handler = (c, at) => {
  const given = c.first(at, 'lambda_parameters');
  const names =
    given === -1
      ? []
      : c
          .named(given)
          .map((one) =>
            c.make(K.param, one, [
              c.node(c.first(one, 'simple_identifier') === -1 ? one : c.first(one, 'simple_identifier')),
              none,
              none,
            ]),
          );
  const statements = c.first(at, 'statements');
  return c.make(K.func, at, [
    none,
    given === -1 ? none : c.make(K.params, given, names),
    none,
    c.make(K.block, at, statements === -1 ? [] : c.nodes(c.named(statements))),
  ]);
};

const string: Handler = (c, at) => {
  const parts = c.named(at);
  if (parts.every((x) => /string_content|character_escape_seq|escape/.test(c.kind(x))))
    return c.leaf(K.string, at, parts.map((x) => c.textOf(x)).join(''));
  return c.make(
    K.template,
    at,
    parts.map((x) =>
      c.kind(x) === 'string_content'
        ? c.leaf(K.string, x)
        : c.kind(x) === 'interpolated_identifier'
          ? c.leaf(K.name, x)
          : c.node(x),
    ),
  );
};

const jump: Handler = (c, at) => {
  const word = c.textOf(c.children(at)[0] ?? at);
  const value = c.node(c.named(at).at(-1) ?? -1);
  if (word.startsWith('return')) return c.make(K.return, at, [value]);
  return word === 'throw' ? c.make(K.throw, at, [value]) : c.other(at);
};

const if_: Handler = (c, at) => {
  const named = c.named(at);
  const children = c.children(at);
  const close = children.findIndex((x) => c.kind(x) === ')');
  const otherwise = children.findIndex((x) => c.kind(x) === 'else');
  const bodies = named.filter((x) => c.kind(x) === 'control_structure_body');
  const condition =
    children.slice(0, close === -1 ? undefined : close).findLast((x) => c.tree.isNamed(x) || c.kind(x) === 'null') ??
    -1;
  const then = bodies.find((x) => otherwise === -1 || x < children[otherwise]!) ?? -1;
  const rest = otherwise === -1 ? -1 : (bodies.find((x) => x > children[otherwise]!) ?? -1);
  return c.make(K.if, at, [c.node(condition), c.block(then), c.block(rest)]);
};

const import_: Handler = (c, at) => {
  const alias = c.first(at, 'import_alias');
  const wild = c.first(at, 'wildcard_import');
  return c.make(K.import, at, [
    c.node(c.first(at, 'identifier')),
    wild === -1 ? none : c.leaf(K.name, wild, '*'),
    alias === -1 ? none : c.node(c.named(alias)[0] ?? -1),
  ]);
};

const try_: Handler = (c, at) => {
  const clauses = c.all(at, 'catch_block');
  const last = c.first(at, 'finally_block');
  const inner = c.first(at, 'statements');
  return c.make(K.try, at, [
    inner === -1 ? c.make(K.block, at, []) : c.node(inner),
    clauses.length === 0 ? none : c.make(K.clauses, clauses[0]!, c.nodes(clauses)),
    last === -1 ? none : c.make(K.block, last, c.nodes(c.named(last))),
  ]);
};

const catch_: Handler = (c, at) => {
  const inner = c.first(at, 'statements');
  return c.make(K.catch, at, [
    c.node(c.first(at, ...types)),
    c.node(c.first(at, 'simple_identifier')),
    inner === -1 ? c.make(K.block, at, []) : c.node(inner),
  ]);
};

const annotation: Handler = (c, at) => {
  const inner = c.first(at, 'constructor_invocation', 'user_type');
  return c.make(K.decorator, at, [c.node(inner)]);
};

const invocation: Handler = (c, at) => {
  const [type = -1, list = -1] = c.named(at);
  return c.make(K.call, at, [c.node(type), h.argsOf(c, at, list)]);
};

const indexing: Handler = (c, at) => {
  const [object = -1, suffix = -1] = c.named(at);
  return c.make(K.index, at, [c.node(object), ...(suffix === -1 ? [] : c.nodes(c.named(suffix)))]);
};

const assignable: Handler = (c, at) => {
  const [object = -1, suffix = -1] = c.named(at);
  if (suffix === -1) return c.maybe(object);
  return c.kind(suffix) === 'navigation_suffix' ? navigation(c, at) : indexing(c, at);
};

const type: Handler = (c, at) => {
  const names = c.all(at, 'type_identifier');
  const list = c.first(at, 'type_arguments');
  const path = h.joinPath(c, at, names);
  return list === -1 ? path : c.make(K.generic, at, [path, c.make(K.args, list, c.nodes(c.named(list)))]);
};

export const kotlin: Table = {
  source_file: h.block,
  package_header: (c, at) => c.make(K.other, at, c.nodes(c.named(at)), 'package'),
  import_list: (c, at) => c.make(K.splice, at, c.nodes(c.named(at))),
  import_header: import_,
  identifier: (c, at) => h.joinPath(c, at, c.named(at)),
  statements: h.block,
  control_structure_body: (c, at) => {
    const inner = c.first(at, 'statements');
    return c.make(K.block, at, c.nodes(inner === -1 ? c.named(at) : c.named(inner)));
  },
  parenthesized_expression: h.inside,
  directly_assignable_expression: assignable,
  simple_identifier: h.name,
  type_identifier: h.name,
  interpolated_expression: h.inside,
  user_type: type,
  nullable_type: h.inside,
  type_projection: h.inside,
  type_arguments: h.args,
  binding_pattern_kind: h.name,
  string_literal: string,
  multi_line_string_literal: string,
  integer_literal: h.number,
  long_literal: h.number,
  hex_literal: h.number,
  real_literal: h.number,
  property_declaration: property,
  assignment: (c, at) => {
    const [target = -1, value = -1] = c.named(at);
    const sign = c.children(at).find((x) => !c.tree.isNamed(x) && c.kind(x).endsWith('='));
    return c.make(K.assign, at, [c.node(target), c.node(value), none], sign === undefined ? '=' : c.kind(sign));
  },
  function_declaration: func,
  secondary_constructor: func,
  anonymous_function: func,
  lambda_literal: lambda,
  function_value_parameters: params,
  class_declaration: class_,
  object_declaration: class_,
  companion_object: class_,
  modifiers: h.modifiers,
  parameter_modifiers: h.modifiers,
  annotation,
  constructor_invocation: invocation,
  call_expression: call,
  value_arguments: h.args,
  value_argument: argument,
  navigation_expression: navigation,
  postfix_expression: (c, at) =>
    c.textOf(at).endsWith('!!') ? c.make(K.unary, at, [c.node(c.named(at)[0] ?? -1)], '!!') : c.other(at),
  indexing_expression: indexing,
  additive_expression: h.binary,
  multiplicative_expression: h.binary,
  equality_expression: h.binary,
  comparison_expression: h.binary,
  conjunction_expression: h.binary,
  disjunction_expression: h.binary,
  elvis_expression: h.binary,
  infix_expression: (c, at) => {
    const [left = -1, sign = -1, right = -1] = c.named(at);
    return c.make(K.binary, at, [c.node(left), c.node(right)], sign === -1 ? '' : c.textOf(sign));
  },
  prefix_expression: h.unary,
  jump_expression: jump,
  if_expression: if_,
  while_statement: (c, at) => {
    const body = c.first(at, 'control_structure_body');
    return c.make(K.while, at, [c.node(c.named(at).find((x) => x !== body) ?? -1), c.block(body)]);
  },
  for_statement: (c, at) => {
    const body = c.first(at, 'control_structure_body');
    const [target = -1, values = -1] = c.named(at).filter((x) => x !== body);
    return c.make(K.each, at, [c.node(target), c.node(values), c.block(body)]);
  },
  try_expression: try_,
  catch_block: catch_,
};
