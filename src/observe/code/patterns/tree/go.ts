import type { Converter, Handler, Table } from './convert.ts';
import * as h from './handlers.ts';
import { K, Node, none } from './node.ts';

/** `a, b int`: a parameter each. Without a type, what stands there is the type: only in signatures. */
const param: Handler = (c, at) => {
  const type = c.field(at, 'type');
  const names = c.fieldAll(at, 'name');
  const sign = c.kind(at) === 'variadic_parameter_declaration' ? '...' : '';
  if (names.length === 0) return c.make(K.param, at, [none, c.node(type), none], sign);
  return h.spliced(
    c,
    at,
    names.map((one) => c.make(K.param, names.length === 1 ? at : one, [c.node(one), c.node(type), none], sign)),
  );
};

const func: Handler = (c, at) => {
  const receiver = c.field(at, 'receiver');
  const result = c.field(at, 'result');
  const results =
    result !== -1 && c.kind(result) === 'parameter_list'
      ? c.make(K.tuple, result, c.nodes(c.named(result)))
      : c.node(result);
  return c
    .make(K.func, at, [
      c.node(c.field(at, 'name')),
      c.node(c.field(at, 'parameters')),
      results,
      c.node(c.field(at, 'body')),
    ])
    .adorn(receiver === -1 ? [] : c.node(receiver).kids);
};

const import_: Handler = (c, at) => {
  const alias = c.field(at, 'name');
  return c.make(K.import, at, [c.node(c.field(at, 'path')), none, alias === -1 ? none : c.leaf(K.name, alias)]);
};

function pairs(c: Converter, at: number, targets: readonly Node[], values: readonly Node[], type: Node): Node {
  if (targets.length === values.length && targets.length > 1)
    return c.make(
      K.splice,
      at,
      targets.map((target, i) => new Node(K.assign, '=', [target, values[i]!, type], target.start, values[i]!.end)),
    );
  const target =
    targets.length === 1
      ? targets[0]!
      : new Node(K.tuple, '', targets, targets[0]?.start ?? 0, targets.at(-1)?.end ?? 0);
  if (values.length === 0)
    return h.spliced(
      c,
      at,
      targets.map((one) => c.make(K.declare, at, [one, type])),
    );
  const value = values.length === 1 ? values[0]! : new Node(K.tuple, '', values, values[0]!.start, values.at(-1)!.end);
  return c.make(K.assign, at, [target, value, type], '=');
}

function listOf(c: Converter, at: number): Node[] {
  if (at === -1) return [];
  return c.kind(at) === 'expression_list' ? c.nodes(c.named(at)) : c.nodes([at]);
}

const assignment: Handler = (c, at) => {
  const sign = c.kind(at) === 'short_var_declaration' ? '=' : h.operator(c, at);
  const [targets, values] = [listOf(c, c.field(at, 'left')), listOf(c, c.field(at, 'right'))];
  if (sign !== '=') return c.make(K.assign, at, [targets[0] ?? none, values[0] ?? none, none], sign);
  return pairs(c, at, targets, values, none);
};

const spec: Handler = (c, at) =>
  pairs(
    c,
    at,
    c.nodes(c.fieldAll(at, 'name').filter((x) => c.tree.isNamed(x))),
    listOf(c, c.field(at, 'value')),
    c.node(c.field(at, 'type')),
  );

const several: Handler = (c, at) =>
  c.make(K.splice, at, c.nodes(c.named(at).flatMap((x) => (c.kind(x).endsWith('_list') ? c.named(x) : [x]))));

const type: Handler = (c, at) => {
  const inner = c.field(at, 'type');
  const fields = inner !== -1 && c.kind(inner) === 'struct_type' ? c.first(inner, 'field_declaration_list') : -1;
  if (fields === -1) return c.make(K.other, at, [c.node(c.field(at, 'name')), c.node(inner)], 'type');
  return c.make(K.class, at, [c.node(c.field(at, 'name')), none, c.make(K.block, fields, c.nodes(c.named(fields)))]);
};

/** What is initialised before goes in front of it, as if it stood there. */
function behind(c: Converter, at: number, made: Node): Node {
  const first = c.field(at, 'initializer');
  return first === -1 ? made : c.make(K.splice, at, [...c.nodes([first]), made]);
}

const if_: Handler = (c, at) =>
  behind(
    c,
    at,
    c.make(K.if, at, [
      c.node(c.field(at, 'condition')),
      c.block(c.field(at, 'consequence')),
      c.block(c.field(at, 'alternative')),
    ]),
  );

const for_: Handler = (c, at) => {
  const body = c.block(c.field(at, 'body'));
  const clause = c.first(at, 'for_clause');
  const range = c.first(at, 'range_clause');
  if (clause !== -1)
    return c.make(K.for, at, [
      c.node(c.field(clause, 'initializer')),
      c.node(c.field(clause, 'condition')),
      c.node(c.field(clause, 'update')),
      body,
    ]);
  if (range !== -1) {
    const left = c.field(range, 'left');
    return c.make(K.each, at, [
      left === -1 ? none : h.joined(c, left, c.named(left)),
      c.node(c.field(range, 'right')),
      body,
    ]);
  }
  const condition = c.named(at).find((x) => c.kind(x) !== 'block');
  return c.make(K.while, at, [c.node(condition ?? -1), body]);
};

const composite: Handler = (c, at) => {
  const body = c.field(at, 'body');
  return c.make(
    K.create,
    at,
    [
      c.node(c.field(at, 'type')),
      none,
      c.make(K.dict, body === -1 ? at : body, body === -1 ? [] : c.nodes(c.named(body))),
    ],
    'literal',
  );
};

const conversion: Handler = (c, at) =>
  c.make(K.call, at, [
    c.node(c.field(at, 'type')),
    c.make(K.args, c.field(at, 'operand'), [c.node(c.field(at, 'operand'))]),
  ]);

const case_: Handler = (c, at) => {
  const statements = c.all(at, 'statement_list');
  const rest = c.named(at).filter((x) => c.kind(x) !== 'statement_list');
  return c.make(K.other, at, [...c.nodes(rest), c.make(K.block, at, c.nodes(statements))], 'case');
};

export const go: Table = {
  source_file: h.block,
  package_clause: (c, at) => c.make(K.other, at, c.nodes(c.named(at)), 'package'),
  statement_list: h.inside,
  expression_statement: h.inside,
  parenthesized_expression: h.inside,
  parenthesized_type: h.inside,
  literal_element: h.inside,
  literal_value: h.dict,
  block: h.block,
  identifier: h.name,
  interpreted_string_literal: h.string(new Set(['interpreted_string_literal_content', 'escape_sequence'])),
  raw_string_literal: h.string(new Set(['raw_string_literal_content'])),
  rune_literal: h.quoted,
  int_literal: h.number,
  float_literal: h.number,
  short_var_declaration: assignment,
  assignment_statement: assignment,
  var_declaration: several,
  const_declaration: several,
  var_spec: spec,
  const_spec: spec,
  type_declaration: several,
  type_spec: type,
  field_declaration: (c, at) =>
    h.spliced(
      c,
      at,
      (c.fieldAll(at, 'name').length === 0 ? [-1] : c.fieldAll(at, 'name')).map((one) =>
        c.make(K.declare, at, [c.node(one), c.node(c.field(at, 'type'))]),
      ),
    ),
  function_declaration: func,
  method_declaration: func,
  func_literal: func,
  parameter_list: h.params,
  parameter_declaration: param,
  variadic_parameter_declaration: param,
  call_expression: h.call('function', 'arguments'),
  type_conversion_expression: conversion,
  argument_list: h.args,
  variadic_argument: (c, at) => c.make(K.spread, at, [c.node(c.named(at)[0] ?? -1)], '...'),
  selector_expression: h.fields(K.member, 'operand', 'field'),
  qualified_type: h.fields(K.member, 'package', 'name'),
  index_expression: h.fields(K.index, 'operand', 'index'),
  composite_literal: composite,
  keyed_element: h.fields(K.pair, 'key', 'value'),
  generic_type: (c, at) => c.make(K.generic, at, [c.node(c.field(at, 'type')), c.node(c.field(at, 'type_arguments'))]),
  type_arguments: h.args,
  binary_expression: h.binary,
  unary_expression: h.unary,
  pointer_type: (c, at) => c.make(K.unary, at, [c.node(c.named(at)[0] ?? -1)], '*'),
  return_statement: (c, at) => {
    const list = c.first(at, 'expression_list');
    return c.make(K.return, at, [list === -1 ? none : h.joined(c, list, c.named(list))]);
  },
  if_statement: if_,
  for_statement: for_,
  expression_case: case_,
  default_case: case_,
  type_case: case_,
  communication_case: case_,
  import_declaration: several,
  import_spec: import_,
  expression_list: h.tuple,
};
