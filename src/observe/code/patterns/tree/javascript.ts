import type { Converter, Handler, Table } from './convert.ts';
import * as h from './handlers.ts';
import { K, Node, none } from './node.ts';

const words = [
  'async',
  'static',
  'get',
  'set',
  '*',
  'decorator',
  'accessibility_modifier',
  'readonly',
  'abstract',
  'override_modifier',
  'export',
  'default',
];

function func(c: Converter, at: number): Node {
  const single = c.field(at, 'parameter');
  const params =
    single === -1
      ? c.node(c.field(at, 'parameters'))
      : c.make(K.params, single, [c.make(K.param, single, [c.node(single), none, none])]);
  const body = c.field(at, 'body');
  const isBlock = body === -1 || c.kind(body) === 'statement_block';
  const made = isBlock ? c.node(body) : c.make(K.block, body, [c.make(K.return, body, [c.node(body)])]);
  return c
    .make(K.func, at, [c.node(c.field(at, 'name')), params, c.node(c.field(at, 'return_type')), made])
    .adorn(h.attributesOf(c, at, words));
}

const declaration: Handler = (c, at) =>
  h.spliced(
    c,
    at,
    c.all(at, 'variable_declarator').map((one, _, all) => {
      const [target, value, type] = ['name', 'value', 'type'].map((field) => c.node(c.field(one, field)));
      return h.definition(c, all.length === 1 ? at : one, target!, value!, type!);
    }),
  );

const param: Handler = (c, at) => {
  const pattern = c.field(at, 'pattern');
  const isRest = pattern !== -1 && c.kind(pattern) === 'rest_pattern';
  const target = isRest ? c.node(c.named(pattern)[0] ?? -1) : c.node(pattern);
  return c
    .make(K.param, at, [target, c.node(c.field(at, 'type')), c.node(c.field(at, 'value'))], isRest ? '...' : '')
    .adorn(h.attributesOf(c, at, ['decorator', 'accessibility_modifier']));
};

/** In plain JavaScript a parameter is a pattern. */
const params: Handler = (c, at) =>
  c.make(
    K.params,
    at,
    c.named(at).flatMap((child) => {
      if (c.kind(child) === 'rest_pattern')
        return [c.make(K.param, child, [c.node(c.named(child)[0] ?? -1), none, none], '...')];
      if (c.kind(child) === 'assignment_pattern')
        return [c.make(K.param, child, [c.node(c.field(child, 'left')), none, c.node(c.field(child, 'right'))])];
      const node = c.node(child);
      return node.kind === K.param ? [node] : node.kind === K.none ? [] : [c.make(K.param, child, [node, none, none])];
    }),
  );

const import_: Handler = (c, at) => {
  const source = c.field(at, 'source');
  const module = source === -1 ? none : c.node(source);
  const clause = c.first(at, 'import_clause', 'export_clause');
  if (clause === -1) return c.make(K.import, at, [module, none, none]);
  const made: Node[] = [];
  const add = (imported: Node, local: Node): void => {
    made.push(c.make(K.import, at, [copy(module), imported, local]));
  };
  for (const child of c.named(clause)) {
    const kind = c.kind(child);
    if (kind === 'identifier') add(c.leaf(K.name, child, 'default'), c.node(child));
    else if (kind === 'namespace_import') add(c.leaf(K.name, child, '*'), c.node(c.named(child)[0] ?? -1));
    else if (kind === 'named_imports')
      for (const one of c.named(child)) {
        const alias = c.field(one, 'alias');
        add(c.node(c.field(one, 'name')), c.node(alias === -1 ? c.field(one, 'name') : alias));
      }
  }
  return h.spliced(c, at, made.length === 0 ? [c.make(K.import, at, [module, none, none])] : made);
};

function copy(node: Node): Node {
  return new Node(node.kind, node.text, node.kids, node.start, node.end);
}

const export_: Handler = (c, at) => {
  const inner = c.field(at, 'declaration') === -1 ? c.field(at, 'value') : c.field(at, 'declaration');
  if (inner === -1) return c.other(at);
  const node = c.maybe(inner);
  const decorators = c.all(at, 'decorator');
  if (node !== undefined && decorators.length > 0) node.adorn([...node.attributes, ...c.nodes(decorators)]);
  return node;
};

const class_: Handler = (c, at) => {
  const heritage = c.first(at, 'class_heritage');
  const bases =
    heritage === -1
      ? none
      : c.make(
          K.bases,
          heritage,
          c
            .named(heritage)
            .flatMap((one) =>
              c.kind(one).endsWith('_clause')
                ? c.nodes(c.named(one).filter((x) => c.kind(x) !== 'type_arguments'))
                : c.nodes([one]),
            ),
        );
  return c
    .make(K.class, at, [c.node(c.field(at, 'name')), bases, c.node(c.field(at, 'body'))])
    .adorn(h.attributesOf(c, at, words));
};

const field: Handler = (c, at) => {
  const target = c.field(at, 'name') === -1 ? c.field(at, 'property') : c.field(at, 'name');
  return h
    .definition(
      c,
      at,
      c.node(target === -1 ? (c.named(at)[0] ?? -1) : target),
      c.node(c.field(at, 'value')),
      c.node(c.field(at, 'type')),
    )
    .adorn(h.attributesOf(c, at, words));
};

const call: Handler = (c, at) => {
  const list = c.field(at, 'arguments');
  return c.make(K.call, at, [c.node(c.field(at, 'function')), h.argsOf(c, at, list)]);
};

const element: Handler = (c, at) => {
  const open = c.field(at, 'open_tag') === -1 ? at : c.field(at, 'open_tag');
  const attributes = c.make(K.args, open, c.nodes(c.fieldAll(open, 'attribute')));
  const children =
    open === at ? [] : c.named(at).filter((child) => child !== open && child !== c.field(at, 'close_tag'));
  return c.make(K.element, at, [c.node(c.field(open, 'name')), attributes, c.make(K.block, at, c.nodes(children))]);
};

const attribute: Handler = (c, at) => {
  const [key = -1, value = -1] = c.named(at);
  return c.make(K.attribute, at, [c.node(key), c.node(value)]);
};

const shorthand: Handler = (c, at) => c.make(K.pair, at, [c.leaf(K.name, at), c.leaf(K.name, at)], 'short');

const switchCase: Handler = (c, at) =>
  c.make(K.other, at, [c.node(c.field(at, 'value')), c.make(K.block, at, c.nodes(c.fieldAll(at, 'body')))], 'case');

export const javascript: Table = {
  program: h.block,
  hash_bang_line: h.nothing,
  empty_statement: h.nothing,
  expression_statement: h.inside,
  parenthesized_expression: h.inside,
  non_null_expression: h.inside,
  sequence_expression: h.inside,
  as_expression: (c, at) => c.maybe(c.named(at)[0] ?? at),
  satisfies_expression: (c, at) => c.maybe(c.named(at)[0] ?? at),
  type_assertion: (c, at) => c.maybe(c.named(at).at(-1) ?? at),
  statement_block: h.block,
  class_body: h.block,
  else_clause: h.inside,
  type_annotation: h.inside,
  identifier: h.name,
  string: h.string(new Set(['string_fragment', 'escape_sequence', 'html_character_reference'])),
  template_string: h.string(new Set(['string_fragment', 'escape_sequence'])),
  template_substitution: h.inside,
  regex: (c, at) => c.leaf(K.regex, at, c.textOf(c.field(at, 'pattern') === -1 ? at : c.field(at, 'pattern'))),
  number: h.number,
  lexical_declaration: declaration,
  variable_declaration: declaration,
  public_field_definition: field,
  field_definition: field,
  assignment_expression: (c, at) =>
    c.make(K.assign, at, [c.node(c.field(at, 'left')), c.node(c.field(at, 'right')), none], '='),
  augmented_assignment_expression: (c, at) =>
    c.make(K.assign, at, [c.node(c.field(at, 'left')), c.node(c.field(at, 'right')), none], h.operator(c, at)),
  function_declaration: func,
  function_expression: func,
  generator_function_declaration: func,
  generator_function: func,
  arrow_function: func,
  method_definition: func,
  method_signature: func,
  function_signature: func,
  formal_parameters: params,
  required_parameter: param,
  optional_parameter: param,
  class_declaration: class_,
  class: class_,
  abstract_class_declaration: class_,
  decorator: h.decorator,
  call_expression: call,
  new_expression: (c, at) =>
    c.make(K.create, at, [c.node(c.field(at, 'constructor')), h.argsOf(c, at, c.field(at, 'arguments')), none]),
  arguments: h.args,
  member_expression: h.fields(K.member, 'object', 'property'),
  subscript_expression: h.fields(K.index, 'object', 'index'),
  nested_identifier: h.fields(K.member, 'object', 'property'),
  nested_type_identifier: h.fields(K.member, 'module', 'name'),
  generic_type: (c, at) => c.make(K.generic, at, [c.node(c.field(at, 'name')), c.node(c.field(at, 'type_arguments'))]),
  type_arguments: h.args,
  object: h.dict,
  object_pattern: h.dict,
  array: h.list,
  array_pattern: h.list,
  pair: h.fields(K.pair, 'key', 'value'),
  pair_pattern: h.fields(K.pair, 'key', 'value'),
  computed_property_name: h.inside,
  shorthand_property_identifier: shorthand,
  shorthand_property_identifier_pattern: shorthand,
  object_assignment_pattern: (c, at) => c.maybe(c.field(at, 'left')),
  assignment_pattern: (c, at) => c.maybe(c.field(at, 'left')),
  spread_element: (c, at) => c.make(K.spread, at, [c.node(c.named(at)[0] ?? -1)], '...'),
  rest_pattern: (c, at) => c.make(K.spread, at, [c.node(c.named(at)[0] ?? -1)], '...'),
  binary_expression: h.binary,
  unary_expression: h.unary,
  await_expression: h.await_,
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
  for_in_statement: (c, at) =>
    c.make(K.each, at, [c.node(c.field(at, 'left')), c.node(c.field(at, 'right')), c.block(c.field(at, 'body'))]),
  for_statement: (c, at) =>
    c.make(K.for, at, [
      c.node(c.field(at, 'initializer')),
      c.node(c.field(at, 'condition')),
      c.node(c.field(at, 'increment')),
      c.block(c.field(at, 'body')),
    ]),
  try_statement: (c, at) => {
    const handler = c.field(at, 'handler');
    const clauses = handler === -1 ? none : c.make(K.clauses, handler, [c.node(handler)]);
    return c.make(K.try, at, [c.node(c.field(at, 'body')), clauses, c.node(c.field(at, 'finalizer'))]);
  },
  catch_clause: (c, at) => c.make(K.catch, at, [none, c.node(c.field(at, 'parameter')), c.node(c.field(at, 'body'))]),
  finally_clause: (c, at) => c.maybe(c.field(at, 'body')),
  switch_case: switchCase,
  switch_default: switchCase,
  import_statement: import_,
  export_statement: export_,
  jsx_element: element,
  jsx_self_closing_element: element,
  jsx_attribute: attribute,
  jsx_expression: h.inside,
  jsx_text: (c, at) => (c.textOf(at).trim() === '' ? undefined : c.leaf(K.string, at, c.textOf(at).trim())),
};
