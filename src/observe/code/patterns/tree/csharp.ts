import type { Converter, Handler, Table } from './convert.ts';
import * as h from './handlers.ts';
import { loop } from './java.ts';
import { K, Node, none } from './node.ts';

const adornments = ['modifier', 'attribute_list'];

/** `var x` says no type. */
function typeOf(c: Converter, at: number): Node {
  return at === -1 || c.kind(at) === 'implicit_type' ? none : c.node(at);
}

function declarators(c: Converter, at: number, around: number): Node {
  const type = c.field(at, 'type');
  return h.spliced(
    c,
    around,
    c.all(at, 'variable_declarator').map((one, _, all) => {
      const target = c.field(one, 'name');
      const value = c.named(one).find((x) => x !== target && c.kind(x) !== 'bracketed_argument_list') ?? -1;
      return h.definition(c, all.length === 1 ? around : one, c.node(target), c.node(value), typeOf(c, type));
    }),
  );
}

const declaration: Handler = (c, at) => {
  const inner = c.first(at, 'variable_declaration');
  const made = inner === -1 ? c.other(at) : declarators(c, inner, at);
  const attributes = h.attributesOf(c, at, adornments);
  for (const one of made.kind === K.splice ? made.kids : [made]) one.adorn(attributes);
  return made;
};

const param: Handler = (c, at) => {
  const target = c.field(at, 'name');
  const type = c.field(at, 'type');
  const value = c.named(at).find((x) => x !== target && x !== type && !adornments.includes(c.kind(x))) ?? -1;
  return c.make(K.param, at, [c.node(target), c.node(type), c.node(value)]).adorn(h.attributesOf(c, at, adornments));
};

const params: Handler = (c, at) => {
  const made = c.nodes(c.all(at, 'parameter', 'ERROR'));
  const rest = c.field(at, 'name');
  if (rest !== -1) made.push(c.make(K.param, rest, [c.node(rest), c.node(c.field(at, 'type')), none], '...'));
  return c.make(K.params, at, made);
};

function bodyOf(c: Converter, at: number): Node {
  const said = c.field(at, 'body');
  const body = said === -1 && c.kind(at) === 'anonymous_method_expression' ? c.first(at, 'block') : said;
  if (body === -1) return none;
  if (c.kind(body) === 'block') return c.node(body);
  const value = c.kind(body) === 'arrow_expression_clause' ? (c.named(body)[0] ?? -1) : body;
  return c.make(K.block, body, [c.make(K.return, body, [c.node(value)])]);
}

const method: Handler = (c, at) => {
  const type = c.field(at, 'returns') === -1 ? c.field(at, 'type') : c.field(at, 'returns');
  return c
    .make(K.func, at, [c.node(c.field(at, 'name')), c.node(c.field(at, 'parameters')), c.node(type), bodyOf(c, at)])
    .adorn(h.attributesOf(c, at, adornments));
};

const lambda: Handler = (c, at) => {
  const given = c.field(at, 'parameters');
  const made = c.node(given);
  const params =
    made.kind === K.params
      ? made
      : made.kind === K.none
        ? none
        : c.make(K.params, given, [c.make(K.param, given, [made, none, none])]);
  return c.make(K.func, at, [none, params, none, bodyOf(c, at)]);
};

const property: Handler = (c, at) => {
  const made = h.definition(
    c,
    at,
    c.node(c.field(at, 'name')),
    c.node(c.field(at, 'value')),
    c.node(c.field(at, 'type')),
  );
  const accessors = c.field(at, 'accessors');
  const bodies = accessors === -1 ? [] : c.nodes(c.named(accessors)).filter(({ kind }) => kind !== K.name);
  made.adorn(h.attributesOf(c, at, adornments));
  return bodies.length === 0 ? made : c.make(K.splice, at, [made, ...bodies]);
};

const class_: Handler = (c, at) => {
  const bases = c.first(at, 'base_list');
  return c
    .make(K.class, at, [
      c.node(c.field(at, 'name')),
      bases === -1 ? none : c.make(K.bases, bases, c.nodes(c.named(bases))),
      c.node(c.field(at, 'body')),
    ])
    .adorn(h.attributesOf(c, at, adornments));
};

const attribute: Handler = (c, at) => {
  const target = c.node(c.field(at, 'name'));
  const list = c.first(at, 'attribute_argument_list');
  return c.make(K.decorator, at, [list === -1 ? target : c.make(K.call, at, [target, h.argsOf(c, at, list)])]);
};

const argument: Handler = (c, at) => {
  const label = c.field(at, 'name');
  const value = c.node(c.named(at).findLast((x) => x !== label) ?? -1);
  return label === -1 ? value : c.make(K.keyword, at, [c.node(label), value]);
};

const attributeArgument: Handler = (c, at) => {
  const [first = -1, second] = c.named(at);
  const value = c.node(first);
  if (second !== undefined) return c.make(K.keyword, at, [value, c.node(second)]);
  return value.kind === K.assign ? c.make(K.keyword, at, [value.kids[0]!, value.kids[1]!]) : value;
};

/** `a?.b` is a member of `a` too. */
const conditionalAccess: Handler = (c, at) => {
  const [object = -1, rest = -1] = c.named(at);
  const base = c.node(object);
  return rest === -1 ? base : grafted(c.node(rest), base);
};

function grafted(node: Node, base: Node): Node {
  if (node.kind === K.member && node.kids[0]!.kind === K.none)
    return new Node(K.member, '', [base, node.kids[1]!], base.start, node.end);
  const [first, ...rest] = node.kids;
  if (first === undefined || (node.kind !== K.call && node.kind !== K.member && node.kind !== K.index)) return node;
  return new Node(node.kind, node.text, [grafted(first, base), ...rest], base.start, node.end);
}

const using_: Handler = (c, at) => {
  const alias = c.field(at, 'name');
  const path = c.named(at).findLast((x) => x !== alias) ?? -1;
  return c.make(K.import, at, [c.node(path), none, c.node(alias)]);
};

const usingStatement: Handler = (c, at) => {
  const body = c.field(at, 'body');
  const given = c.named(at).find((x) => x !== body) ?? -1;
  const resource =
    given !== -1 && c.kind(given) === 'variable_declaration' ? declarators(c, given, given) : c.node(given);
  return c.make(K.with, at, [c.make(K.args, given === -1 ? at : given, [resource]), c.block(body)]);
};

const catch_: Handler = (c, at) => {
  const given = c.first(at, 'catch_declaration');
  return c.make(K.catch, at, [
    given === -1 ? none : c.node(c.field(given, 'type')),
    given === -1 ? none : c.node(c.field(given, 'name')),
    c.node(c.field(at, 'body')),
  ]);
};

const try_: Handler = (c, at) => {
  const clauses = c.all(at, 'catch_clause');
  const last = c.first(at, 'finally_clause');
  return c.make(K.try, at, [
    c.node(c.field(at, 'body')),
    clauses.length === 0 ? none : c.make(K.clauses, clauses[0]!, c.nodes(clauses)),
    last === -1 ? none : c.block(c.first(last, 'block')),
  ]);
};

const create: Handler = (c, at) => {
  const initializer = c.field(at, 'initializer');
  const body = initializer === -1 ? none : c.make(K.dict, initializer, c.nodes(c.named(initializer)));
  return c.make(K.create, at, [c.node(c.field(at, 'type')), h.argsOf(c, at, c.field(at, 'arguments')), body]);
};

const section: Handler = (c, at) => {
  const isStatement = (x: number): boolean => /_statement$|^block$/.test(c.kind(x));
  const labels = c.nodes(c.named(at).filter((x) => !isStatement(x)));
  return c.make(K.other, at, [...labels, c.make(K.block, at, c.nodes(c.named(at).filter(isStatement)))], 'case');
};

const generic: Handler = (c, at) => {
  const [base = -1, list = -1] = c.named(at);
  return c.make(K.generic, at, [c.node(base), c.node(list)]);
};

export const csharp: Table = {
  compilation_unit: h.block,
  global_statement: h.inside,
  namespace_declaration: (c, at) =>
    c.make(K.other, at, [c.node(c.field(at, 'name')), c.node(c.field(at, 'body'))], 'namespace'),
  declaration_list: h.block,
  expression_statement: h.inside,
  empty_statement: h.nothing,
  parenthesized_expression: h.inside,
  block: h.block,
  identifier: h.name,
  predefined_type: h.name,
  string_literal: h.string(new Set(['string_literal_content', 'escape_sequence', 'string_literal_encoding'])),
  verbatim_string_literal: h.quoted,
  raw_string_literal: h.string(new Set(['raw_string_content']), new Set(['raw_string_start', 'raw_string_end'])),
  character_literal: h.quoted,
  interpolated_string_expression: (c, at) =>
    c.make(
      K.template,
      at,
      c
        .named(at)
        .filter((x) => c.kind(x) === 'interpolation' || c.kind(x) === 'string_content')
        .map((x) => (c.kind(x) === 'string_content' ? c.leaf(K.string, x) : c.node(x))),
    ),
  interpolation: (c, at) => c.maybe(c.named(at).find((x) => c.kind(x) !== 'interpolation_brace') ?? at),
  integer_literal: h.number,
  real_literal: h.number,
  local_declaration_statement: declaration,
  field_declaration: declaration,
  variable_declaration: (c, at) => declarators(c, at, at),
  property_declaration: property,
  accessor_declaration: (c, at) => (c.field(at, 'body') === -1 ? c.leaf(K.name, at) : method(c, at)),
  assignment_expression: h.assign('left', 'right'),
  method_declaration: method,
  constructor_declaration: method,
  local_function_statement: method,
  lambda_expression: lambda,
  anonymous_method_expression: lambda,
  parameter_list: params,
  parameter: param,
  implicit_parameter: h.name,
  class_declaration: class_,
  interface_declaration: h.kindOfClass(class_, 'interface'),
  struct_declaration: h.kindOfClass(class_, 'struct'),
  record_declaration: h.kindOfClass(class_, 'record'),
  modifier: h.name,
  attribute_list: (c, at) => c.make(K.splice, at, c.nodes(c.named(at))),
  attribute,
  attribute_argument_list: h.args,
  attribute_argument: attributeArgument,
  invocation_expression: h.call('function', 'arguments'),
  argument_list: h.args,
  bracketed_argument_list: h.args,
  argument,
  object_creation_expression: create,
  implicit_object_creation_expression: create,
  array_creation_expression: (c, at) => {
    const values = c.first(at, 'initializer_expression');
    const body = values === -1 ? none : c.make(K.dict, values, c.nodes(c.named(values)));
    return c.make(K.create, at, [c.node(c.field(at, 'type')), h.argsOf(c, at, -1), body]);
  },
  initializer_expression: h.list,
  member_access_expression: h.fields(K.member, 'expression', 'name'),
  member_binding_expression: (c, at) => c.make(K.member, at, [none, c.node(c.field(at, 'name'))]),
  conditional_access_expression: conditionalAccess,
  element_access_expression: (c, at) => {
    const list = c.node(c.field(at, 'subscript'));
    return c.make(K.index, at, [c.node(c.field(at, 'expression')), ...list.kids]);
  },
  qualified_name: h.fields(K.member, 'qualifier', 'name'),
  generic_name: generic,
  type_argument_list: h.args,
  binary_expression: h.binary,
  prefix_unary_expression: h.unary,
  cast_expression: h.fields(K.cast, 'type', 'value'),
  await_expression: h.await_,
  return_statement: h.return_,
  throw_statement: h.throw_,
  throw_expression: h.throw_,
  if_statement: (c, at) =>
    c.make(K.if, at, [
      c.node(c.field(at, 'condition')),
      c.block(c.field(at, 'consequence')),
      c.block(c.field(at, 'alternative')),
    ]),
  conditional_expression: h.fields(K.conditional, 'condition', 'consequence', 'alternative'),
  while_statement: (c, at) => c.make(K.while, at, [c.node(c.field(at, 'condition')), c.block(c.field(at, 'body'))]),
  foreach_statement: (c, at) =>
    c.make(K.each, at, [
      c.make(K.declare, c.field(at, 'left'), [c.node(c.field(at, 'left')), typeOf(c, c.field(at, 'type'))]),
      c.node(c.field(at, 'right')),
      c.block(c.field(at, 'body')),
    ]),
  for_statement: loop,
  try_statement: try_,
  catch_clause: catch_,
  using_directive: using_,
  using_statement: usingStatement,
  switch_section: section,
};
