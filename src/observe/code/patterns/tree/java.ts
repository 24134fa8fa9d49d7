import type { Converter, Handler, Table } from './convert.ts';
import * as h from './handlers.ts';
import { K, Node, none } from './node.ts';

const declaration: Handler = (c, at) => {
  const type = c.field(at, 'type');
  const attributes = h.attributesOf(c, at, ['modifiers']);
  return h.spliced(
    c,
    at,
    c
      .all(at, 'variable_declarator')
      .map((one, _, all) =>
        h
          .definition(
            c,
            all.length === 1 ? at : one,
            c.node(c.field(one, 'name')),
            c.node(c.field(one, 'value')),
            c.node(type),
          )
          .adorn(attributes),
      ),
  );
};

const param: Handler = (c, at) => {
  const declarator = c.first(at, 'variable_declarator');
  const isRest = declarator !== -1;
  const type =
    c.field(at, 'type') === -1
      ? (c.named(at).find((x) => /type|identifier/.test(c.kind(x))) ?? -1)
      : c.field(at, 'type');
  const target = isRest ? c.field(declarator, 'name') : c.field(at, 'name');
  return c
    .make(K.param, at, [c.node(target), c.node(type), none], isRest ? '...' : '')
    .adorn(h.attributesOf(c, at, ['modifiers']));
};

const method: Handler = (c, at) =>
  c
    .make(K.func, at, [
      c.node(c.field(at, 'name')),
      c.node(c.field(at, 'parameters')),
      c.node(c.field(at, 'type')),
      c.node(c.field(at, 'body')),
    ])
    .adorn(h.attributesOf(c, at, ['modifiers']));

const lambda: Handler = (c, at) => {
  const given = c.field(at, 'parameters');
  const parameters = c.node(given);
  const params =
    parameters.kind === K.params
      ? parameters
      : c.make(
          K.params,
          given === -1 ? at : given,
          (parameters.kind === K.splice || parameters.kind === K.args ? parameters.kids : [parameters]).map(
            (one) => new Node(K.param, '', [one, none, none], one.start, one.end),
          ),
        );
  const body = c.field(at, 'body');
  const isBlock = body !== -1 && c.kind(body) === 'block';
  return c.make(K.func, at, [
    none,
    params,
    none,
    isBlock || body === -1 ? c.node(body) : c.make(K.block, body, [c.make(K.return, body, [c.node(body)])]),
  ]);
};

const class_: Handler = (c, at) => {
  const given = c.all(at, 'superclass', 'super_interfaces', 'extends_interfaces');
  const bases = given.flatMap((one) =>
    c.nodes(c.named(one).flatMap((x) => (c.kind(x) === 'type_list' ? c.named(x) : [x]))),
  );
  return c
    .make(K.class, at, [
      c.node(c.field(at, 'name')),
      bases.length === 0 ? none : c.make(K.bases, given[0]!, bases),
      c.node(c.field(at, 'body')),
    ])
    .adorn(h.attributesOf(c, at, ['modifiers']));
};

const annotation: Handler = (c, at) => {
  const list = c.field(at, 'arguments');
  const target = c.node(c.field(at, 'name'));
  return c.make(K.decorator, at, [list === -1 ? target : c.make(K.call, at, [target, h.argsOf(c, at, list)])]);
};

const call: Handler = (c, at) => {
  const object = c.field(at, 'object');
  const target = c.node(c.field(at, 'name'));
  const callee =
    object === -1 ? target : new Node(K.member, '', [c.node(object), target], c.tree.start[at]!, target.end);
  return c.make(K.call, at, [callee, h.argsOf(c, at, c.field(at, 'arguments'))]);
};

const create: Handler = (c, at) =>
  c.make(K.create, at, [
    c.node(c.field(at, 'type')),
    h.argsOf(c, at, c.field(at, 'arguments')),
    c.node(c.first(at, 'class_body')),
  ]);

const import_: Handler = (c, at) => {
  const path = c.node(c.first(at, 'scoped_identifier', 'identifier'));
  if (c.first(at, 'asterisk') !== -1)
    return c.make(K.import, at, [path, c.leaf(K.name, c.first(at, 'asterisk')), none]);
  return c.make(K.import, at, [path, none, none]);
};

const try_: Handler = (c, at) => {
  const clauses = c.all(at, 'catch_clause');
  const last = c.first(at, 'finally_clause');
  const made = c.make(K.try, at, [
    c.node(c.field(at, 'body')),
    clauses.length === 0 ? none : c.make(K.clauses, clauses[0]!, c.nodes(clauses)),
    last === -1 ? none : c.block(c.first(last, 'block')),
  ]);
  const resources = c.field(at, 'resources');
  if (resources === -1) return made;
  return c.make(K.with, at, [c.make(K.args, resources, c.nodes(c.named(resources))), c.make(K.block, at, [made])]);
};

const catch_: Handler = (c, at) => {
  const given = c.first(at, 'catch_formal_parameter');
  const type = given === -1 ? -1 : c.first(given, 'catch_type');
  return c.make(K.catch, at, [
    type === -1 ? none : h.joined(c, type, c.named(type)),
    given === -1 ? none : c.node(c.field(given, 'name')),
    c.node(c.field(at, 'body')),
  ]);
};

const generic: Handler = (c, at) => {
  const [base = -1, list = -1] = c.named(at);
  return c.make(K.generic, at, [c.node(base), c.node(list)]);
};

const path: Handler = (c, at) => {
  const parts = c.named(at);
  const last = c.node(parts.at(-1) ?? -1);
  return c.make(K.member, at, [c.node(parts[0] ?? -1), last]);
};

const group: Handler = (c, at) =>
  c.make(
    K.other,
    at,
    [
      ...c.nodes(c.named(at).filter((x) => c.kind(x) === 'switch_label')),
      c.make(K.block, at, c.nodes(c.named(at).filter((x) => c.kind(x) !== 'switch_label'))),
    ],
    'case',
  );

export function loop(c: Converter, at: number): Node {
  return c.make(K.for, at, [
    c.node(c.field(at, 'init') === -1 ? c.field(at, 'initializer') : c.field(at, 'init')),
    c.node(c.field(at, 'condition')),
    c.node(c.field(at, 'update')),
    c.block(c.field(at, 'body')),
  ]);
}

export const java: Table = {
  program: h.block,
  package_declaration: (c, at) => c.make(K.other, at, c.nodes(c.named(at)), 'package'),
  expression_statement: h.inside,
  parenthesized_expression: h.inside,
  block: h.block,
  constructor_body: h.block,
  class_body: h.block,
  interface_body: h.block,
  enum_body: h.block,
  annotation_type_body: h.block,
  identifier: h.name,
  type_identifier: h.name,
  string_literal: h.string(new Set(['string_fragment', 'escape_sequence', 'multiline_string_fragment'])),
  character_literal: h.quoted,
  decimal_integer_literal: h.number,
  hex_integer_literal: h.number,
  octal_integer_literal: h.number,
  binary_integer_literal: h.number,
  decimal_floating_point_literal: h.number,
  local_variable_declaration: declaration,
  field_declaration: declaration,
  resource: (c, at) => {
    const value = c.field(at, 'value');
    return value === -1
      ? h.inside(c, at)
      : h.definition(c, at, c.node(c.field(at, 'name')), c.node(value), c.node(c.field(at, 'type')));
  },
  assignment_expression: h.assign('left', 'right'),
  method_declaration: method,
  constructor_declaration: method,
  compact_constructor_declaration: method,
  lambda_expression: lambda,
  inferred_parameters: (c, at) =>
    c.make(
      K.params,
      at,
      c.named(at).map((x) => c.make(K.param, x, [c.node(x), none, none])),
    ),
  formal_parameters: h.params,
  formal_parameter: param,
  spread_parameter: param,
  class_declaration: class_,
  interface_declaration: h.kindOfClass(class_, 'interface'),
  enum_declaration: h.kindOfClass(class_, 'enum'),
  record_declaration: class_,
  modifiers: h.modifiers,
  annotation,
  marker_annotation: annotation,
  annotation_argument_list: h.args,
  element_value_pair: h.fields(K.keyword, 'key', 'value'),
  element_value_array_initializer: h.list,
  method_invocation: call,
  explicit_constructor_invocation: (c, at) =>
    c.make(K.call, at, [c.node(c.field(at, 'constructor')), h.argsOf(c, at, c.field(at, 'arguments'))]),
  object_creation_expression: create,
  array_creation_expression: (c, at) =>
    c.make(K.other, at, c.nodes([c.field(at, 'type'), c.field(at, 'value')].filter((x) => x !== -1)), 'array'),
  array_initializer: h.list,
  argument_list: h.args,
  field_access: h.fields(K.member, 'object', 'field'),
  array_access: h.fields(K.index, 'array', 'index'),
  scoped_identifier: path,
  scoped_type_identifier: path,
  generic_type: generic,
  type_arguments: h.args,
  binary_expression: h.binary,
  unary_expression: h.unary,
  cast_expression: h.fields(K.cast, 'type', 'value'),
  return_statement: h.return_,
  throw_statement: h.throw_,
  if_statement: (c, at) =>
    c.make(K.if, at, [
      c.node(c.field(at, 'condition')),
      c.block(c.field(at, 'consequence')),
      c.block(c.field(at, 'alternative')),
    ]),
  ternary_expression: h.fields(K.conditional, 'condition', 'consequence', 'alternative'),
  while_statement: (c, at) => c.make(K.while, at, [c.node(c.field(at, 'condition')), c.block(c.field(at, 'body'))]),
  enhanced_for_statement: (c, at) =>
    c.make(K.each, at, [
      c.make(K.declare, c.field(at, 'name'), [c.node(c.field(at, 'name')), c.node(c.field(at, 'type'))]),
      c.node(c.field(at, 'value')),
      c.block(c.field(at, 'body')),
    ]),
  for_statement: loop,
  try_statement: try_,
  try_with_resources_statement: try_,
  catch_clause: catch_,
  import_declaration: import_,
  switch_block_statement_group: group,
};
