import type { Converter, Handler, Table } from './convert.ts';
import * as h from './handlers.ts';
import { K, Node, none } from './node.ts';

const adornments = [
  'visibility_modifier',
  'static_modifier',
  'final_modifier',
  'abstract_modifier',
  'readonly_modifier',
  'attribute_list',
];

const param: Handler = (c, at) =>
  c
    .make(
      K.param,
      at,
      [c.node(c.field(at, 'name')), c.node(c.field(at, 'type')), c.node(c.field(at, 'default_value'))],
      c.kind(at) === 'variadic_parameter' ? '...' : '',
    )
    .adorn(h.attributesOf(c, at, adornments));

const func: Handler = (c, at) => {
  const body = c.field(at, 'body');
  const isBlock = body === -1 || c.kind(body) === 'compound_statement';
  return c
    .make(K.func, at, [
      c.node(c.field(at, 'name')),
      c.node(c.field(at, 'parameters')),
      c.node(c.field(at, 'return_type')),
      isBlock ? c.node(body) : c.make(K.block, body, [c.make(K.return, body, [c.node(body)])]),
    ])
    .adorn(h.attributesOf(c, at, adornments));
};

const class_: Handler = (c, at) => {
  const given = c.all(at, 'base_clause', 'class_interface_clause');
  return c
    .make(K.class, at, [
      c.node(c.field(at, 'name')),
      given.length === 0
        ? none
        : c.make(
            K.bases,
            given[0]!,
            given.flatMap((one) => c.nodes(c.named(one))),
          ),
      c.node(c.field(at, 'body')),
    ])
    .adorn(h.attributesOf(c, at, adornments));
};

const property: Handler = (c, at) =>
  h.spliced(
    c,
    at,
    c
      .all(at, 'property_element')
      .map((one) =>
        h
          .definition(
            c,
            at,
            c.node(c.field(one, 'name')),
            c.node(c.field(one, 'default_value')),
            c.node(c.field(at, 'type')),
          )
          .adorn(h.attributesOf(c, at, adornments)),
      ),
  );

const constants: Handler = (c, at) =>
  h.spliced(
    c,
    at,
    c.all(at, 'const_element').map((one) => {
      const [target = -1, value = -1] = c.named(one);
      return h.definition(c, at, c.node(target), c.node(value), none);
    }),
  );

function memberCall(object: string): Handler {
  return (c, at) => {
    const target = c.node(c.field(at, 'name'));
    const callee = new Node(
      K.member,
      object === 'scope' ? '::' : '',
      [c.node(c.field(at, object)), target],
      c.tree.start[at]!,
      target.end,
    );
    return c.make(K.call, at, [callee, h.argsOf(c, at, c.field(at, 'arguments'))]);
  };
}

const scoped: Handler = (c, at) => {
  const [scope = -1, target = -1] = c.named(at);
  return c.make(K.member, at, [c.node(scope), c.node(target)], '::');
};

const argument: Handler = (c, at) => {
  const label = c.field(at, 'name');
  const inner = c.named(at).findLast((x) => x !== label && c.kind(x) !== 'reference_modifier') ?? -1;
  return label === -1 ? c.maybe(inner) : c.make(K.keyword, at, [c.node(label), c.node(inner)]);
};

const element: Handler = (c, at) => {
  const [first = -1, second = -1] = c.named(at);
  return second === -1 ? c.maybe(first) : c.make(K.pair, at, [c.node(first), c.node(second)]);
};

/** What the language has words for is called like a function. */
function builtin(name: string): Handler {
  return (c, at) => {
    const inner = c.nodes(c.named(at));
    const given =
      inner.length === 1 && (inner[0]!.kind === K.args || inner[0]!.text === 'sequence_expression')
        ? inner[0]!.kids
        : inner;
    return c.make(K.call, at, [c.leaf(K.name, at, name), c.make(K.args, at, given)]);
  };
}

const if_: Handler = (c, at) => {
  const [first, ...more] = c.fieldAll(at, 'alternative');
  return c.make(K.if, at, [
    c.node(c.field(at, 'condition')),
    c.block(c.field(at, 'body')),
    alternative(c, first, more),
  ]);
};

function alternative(c: Converter, first: number | undefined, more: readonly number[]): Node {
  if (first === undefined) return none;
  if (c.kind(first) === 'else_clause') return c.block(c.field(first, 'body'));
  const inner = c.make(K.if, first, [
    c.node(c.field(first, 'condition')),
    c.block(c.field(first, 'body')),
    alternative(c, more[0], more.slice(1)),
  ]);
  return c.make(K.block, first, [inner]);
}

const each: Handler = (c, at) => {
  const body = c.field(at, 'body');
  const [values = -1, target = -1] = c.named(at).filter((x) => x !== body);
  return c.make(K.each, at, [c.node(target), c.node(values), c.block(body)]);
};

const try_: Handler = (c, at) => {
  const clauses = c.all(at, 'catch_clause');
  const last = c.first(at, 'finally_clause');
  return c.make(K.try, at, [
    c.node(c.field(at, 'body')),
    clauses.length === 0 ? none : c.make(K.clauses, clauses[0]!, c.nodes(clauses)),
    last === -1 ? none : c.block(c.field(last, 'body')),
  ]);
};

const uses: Handler = (c, at) =>
  h.spliced(
    c,
    at,
    c.all(at, 'namespace_use_clause').map((one) => {
      const path = c.named(one)[0] ?? -1;
      return c.make(K.import, at, [c.node(path), none, c.node(c.field(one, 'alias'))]);
    }),
  );

const path: Handler = (c, at) => {
  const parts: number[] = [];
  const open = [at];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (c.kind(next) === 'name') parts.push(next);
    else open.push(...c.named(next).reverse());
  }
  return h.joinPath(c, at, parts);
};

const content = new Set(['string_content', 'escape_sequence', 'nowdoc_string']);

const switchCase: Handler = (c, at) => {
  const value = c.field(at, 'value');
  return c.make(
    K.other,
    at,
    [c.node(value), c.make(K.block, at, c.nodes(c.named(at).filter((x) => x !== value)))],
    'case',
  );
};

export const php: Table = {
  program: h.block,
  php_tag: h.nothing,
  text: h.nothing,
  text_interpolation: h.nothing,
  empty_statement: h.nothing,
  expression_statement: h.inside,
  parenthesized_expression: h.inside,
  reference_assignment_expression: h.assign('left', 'right'),
  compound_statement: h.block,
  declaration_list: h.block,
  switch_block: h.block,
  colon_block: h.block,
  name: h.name,
  variable_name: h.name,
  dynamic_variable_name: h.name,
  qualified_name: path,
  namespace_name: path,
  string: h.string(content),
  encapsed_string: h.string(content),
  heredoc: (c, at) => c.maybe(c.first(at, 'heredoc_body') === -1 ? at : c.first(at, 'heredoc_body')),
  heredoc_body: h.string(content),
  nowdoc: (c, at) =>
    c.leaf(K.string, at, c.textOf(c.first(at, 'nowdoc_body') === -1 ? at : c.first(at, 'nowdoc_body')).trim()),
  shell_command_expression: (c, at) => h.shell(c, at, content),
  sequence_expression: (c, at) => c.make(K.splice, at, c.nodes(c.named(at))),
  integer: h.number,
  float: h.number,
  assignment_expression: h.assign('left', 'right'),
  augmented_assignment_expression: h.assign('left', 'right'),
  property_declaration: property,
  const_declaration: constants,
  function_definition: func,
  method_declaration: func,
  anonymous_function: func,
  anonymous_function_creation_expression: func,
  arrow_function: func,
  formal_parameters: h.params,
  simple_parameter: param,
  variadic_parameter: param,
  property_promotion_parameter: param,
  class_declaration: class_,
  interface_declaration: h.kindOfClass(class_, 'interface'),
  trait_declaration: h.kindOfClass(class_, 'trait'),
  visibility_modifier: h.name,
  attribute_list: (c, at) => c.make(K.splice, at, c.nodes(c.named(at).flatMap((x) => c.named(x)))),
  attribute: (c, at) => {
    const list = c.field(at, 'parameters');
    const target = c.node(c.named(at)[0] ?? -1);
    return c.make(K.decorator, at, [list === -1 ? target : c.make(K.call, at, [target, h.argsOf(c, at, list)])]);
  },
  function_call_expression: h.call('function', 'arguments'),
  member_call_expression: memberCall('object'),
  nullsafe_member_call_expression: memberCall('object'),
  scoped_call_expression: memberCall('scope'),
  object_creation_expression: (c, at) => {
    const list = c.first(at, 'arguments');
    const target = c.named(at).find((x) => x !== list) ?? -1;
    return c.make(K.create, at, [c.node(target), h.argsOf(c, at, list), none]);
  },
  arguments: h.args,
  argument,
  member_access_expression: h.fields(K.member, 'object', 'name'),
  nullsafe_member_access_expression: h.fields(K.member, 'object', 'name'),
  scoped_property_access_expression: scoped,
  class_constant_access_expression: scoped,
  subscript_expression: (c, at) => c.make(K.index, at, c.nodes(c.named(at))),
  array_creation_expression: (c, at) => c.make(K.dict, at, c.nodes(c.named(at))),
  array_element_initializer: element,
  list_literal: h.list,
  pair: element,
  variadic_unpacking: (c, at) => c.make(K.spread, at, [c.node(c.named(at)[0] ?? -1)], '...'),
  binary_expression: h.binary,
  unary_op_expression: h.unary,
  error_suppression_expression: (c, at) => c.make(K.unary, at, [c.node(c.named(at)[0] ?? -1)], '@'),
  cast_expression: h.fields(K.cast, 'type', 'value'),
  conditional_expression: h.fields(K.conditional, 'condition', 'body', 'alternative'),
  return_statement: h.return_,
  throw_expression: h.throw_,
  echo_statement: builtin('echo'),
  print_intrinsic: builtin('print'),
  exit_statement: builtin('exit'),
  unset_statement: builtin('unset'),
  include_expression: builtin('include'),
  include_once_expression: builtin('include_once'),
  require_expression: builtin('require'),
  require_once_expression: builtin('require_once'),
  if_statement: if_,
  while_statement: (c, at) => c.make(K.while, at, [c.node(c.field(at, 'condition')), c.block(c.field(at, 'body'))]),
  foreach_statement: each,
  for_statement: (c, at) =>
    c.make(K.for, at, [
      c.node(c.field(at, 'initialize')),
      c.node(c.field(at, 'condition')),
      c.node(c.field(at, 'update')),
      c.block(c.field(at, 'body')),
    ]),
  try_statement: try_,
  catch_clause: (c, at) =>
    c.make(K.catch, at, [c.node(c.field(at, 'type')), c.node(c.field(at, 'name')), c.node(c.field(at, 'body'))]),
  type_list: (c, at) => h.joined(c, at, c.named(at)),
  named_type: h.inside,
  namespace_use_declaration: uses,
  case_statement: switchCase,
  default_statement: switchCase,
};
