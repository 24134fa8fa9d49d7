import type { Converter, Handler, Table } from './convert.ts';
import * as h from './handlers.ts';
import { K, Node, none } from './node.ts';

function param(c: Converter, at: number): Node {
  const inner = c.field(at, 'name') === -1 ? (c.named(at)[0] ?? at) : c.field(at, 'name');
  const splat = c.kind(inner).endsWith('splat_pattern') ? inner : c.kind(at).endsWith('splat_pattern') ? at : -1;
  const target = splat === -1 ? inner : (c.named(splat)[0] ?? splat);
  const sign = splat === -1 ? '' : c.kind(splat) === 'list_splat_pattern' ? '*' : '**';
  if (c.kind(at) === 'identifier') return c.make(K.param, at, [c.node(at), none, none]);
  return c.make(K.param, at, [c.node(target), c.node(c.field(at, 'type')), c.node(c.field(at, 'value'))], sign);
}

const params: Handler = (c, at) =>
  c.make(
    K.params,
    at,
    c.named(at).map((child) => {
      const kind = c.kind(child);
      if (kind === 'identifier' || /parameter$|splat_pattern$/.test(kind)) return param(c, child);
      const node = c.node(child);
      return c.make(K.param, child, [node, none, none]);
    }),
  );

const func: Handler = (c, at) => {
  const body = c.field(at, 'body');
  const made =
    body !== -1 && c.kind(body) !== 'block'
      ? c.make(K.block, body, [c.make(K.return, body, [c.node(body)])])
      : c.node(body);
  return c
    .make(K.func, at, [
      c.node(c.field(at, 'name')),
      c.node(c.field(at, 'parameters')),
      c.node(c.field(at, 'return_type')),
      made,
    ])
    .adorn(h.attributesOf(c, at, ['async']));
};

const decorated: Handler = (c, at) => {
  const node = c.node(c.field(at, 'definition'));
  if (node.kind === K.none) return undefined;
  const decorators = c.nodes(c.all(at, 'decorator'));
  node.start = c.tree.start[at]!;
  return node.adorn([...decorators, ...node.attributes]);
};

const imports: Handler = (c, at) =>
  h.spliced(
    c,
    at,
    c.fieldAll(at, 'name').map((one) => {
      const isAliased = c.kind(one) === 'aliased_import';
      return c.make(K.import, at, [
        c.node(isAliased ? c.field(one, 'name') : one),
        none,
        isAliased ? c.node(c.field(one, 'alias')) : none,
      ]);
    }),
  );

const importFrom: Handler = (c, at) => {
  const module = c.field(at, 'module_name');
  const from = (): Node => (module === -1 ? c.leaf(K.name, at, '__future__') : c.node(module));
  const names = c.fieldAll(at, 'name');
  if (names.length === 0) return c.make(K.import, at, [from(), c.leaf(K.name, at, '*'), none], 'from');
  return h.spliced(
    c,
    at,
    names.map((one) => {
      const isAliased = c.kind(one) === 'aliased_import';
      const imported = isAliased ? c.field(one, 'name') : one;
      return c.make(
        K.import,
        at,
        [from(), c.node(imported), isAliased ? c.node(c.field(one, 'alias')) : c.node(imported)],
        'from',
      );
    }),
  );
};

const path: Handler = (c, at) => h.joinPath(c, at, c.named(at));

const class_: Handler = (c, at) => {
  const bases = c.field(at, 'superclasses');
  return c.make(K.class, at, [
    c.node(c.field(at, 'name')),
    bases === -1 ? none : c.make(K.bases, bases, c.nodes(c.named(bases))),
    c.node(c.field(at, 'body')),
  ]);
};

const comparison: Handler = (c, at) => {
  const signs = c.fieldAll(at, 'operators').map((sign) => c.kind(sign));
  const operands = c.named(at);
  let left = c.node(operands[0] ?? -1);
  for (let i = 1; i < operands.length; i += 1) {
    const right = c.node(operands[i]!);
    left = new Node(K.binary, signs[i - 1] ?? '', [left, right], left.start, right.end);
  }
  return left;
};

const if_: Handler = (c, at) => {
  const [first, ...more] = c.fieldAll(at, 'alternative');
  return c.make(K.if, at, [
    c.node(c.field(at, 'condition')),
    c.block(c.field(at, 'consequence')),
    alternative(c, first, more),
  ]);
};

function alternative(c: Converter, first: number | undefined, more: readonly number[]): Node {
  if (first === undefined) return none;
  if (c.kind(first) !== 'elif_clause') return c.block(c.field(first, 'body'));
  const inner = c.make(K.if, first, [
    c.node(c.field(first, 'condition')),
    c.block(c.field(first, 'consequence')),
    alternative(c, more[0], more.slice(1)),
  ]);
  return c.make(K.block, first, [inner]);
}

const try_: Handler = (c, at) => {
  const clauses = c.all(at, 'except_clause', 'except_group_clause', 'else_clause');
  const last = c.first(at, 'finally_clause');
  return c.make(K.try, at, [
    c.node(c.field(at, 'body')),
    clauses.length === 0 ? none : c.make(K.clauses, clauses[0]!, c.nodes(clauses)),
    last === -1 ? none : c.block(c.first(last, 'block')),
  ]);
};

const except: Handler = (c, at) => {
  const value = c.field(at, 'value');
  const isNamed = value !== -1 && c.kind(value) === 'as_pattern';
  const type = isNamed ? c.node(c.named(value)[0] ?? -1) : c.node(value);
  return c.make(K.catch, at, [type, isNamed ? c.node(c.field(value, 'alias')) : none, c.block(c.first(at, 'block'))]);
};

const withItem: Handler = (c, at) => {
  const value = c.field(at, 'value');
  if (c.kind(value) !== 'as_pattern') return c.maybe(value);
  return c.make(K.assign, at, [c.node(c.field(value, 'alias')), c.node(c.named(value)[0] ?? -1), none], '=');
};

const with_: Handler = (c, at) => {
  const clause = c.first(at, 'with_clause');
  return c.make(K.with, at, [
    clause === -1 ? none : c.make(K.args, clause, c.nodes(c.named(clause))),
    c.node(c.field(at, 'body')),
  ]);
};

const assignment: Handler = (c, at) => {
  const value = c.field(at, 'right');
  return h.definition(c, at, c.node(c.field(at, 'left')), c.node(value), c.node(c.field(at, 'type')));
};

const comprehension: Handler = (c, at) => c.make(K.other, at, c.nodes(c.named(at)), c.kind(at));

const literal = h.string(new Set(['string_content', 'escape_sequence']), new Set(['string_start', 'string_end']));

const string: Handler = (c, at) => {
  const node = literal(c, at)!;
  const start = c.first(at, 'string_start');
  if (node.kind === K.string && start !== -1 && /f/i.test(c.textOf(start)))
    return c.make(K.template, at, [c.leaf(K.string, at, node.text)]);
  return node;
};

const strings: Handler = (c, at) => {
  const parts = c.nodes(c.named(at));
  if (parts.every(({ kind }) => kind === K.string)) return c.leaf(K.string, at, parts.map(({ text }) => text).join(''));
  return c.make(
    K.template,
    at,
    parts.flatMap((part) => (part.kind === K.template ? part.kids : [part])),
  );
};

export const python: Table = {
  module: h.block,
  expression_statement: (c, at) => h.joined(c, at, c.named(at)),
  parenthesized_expression: h.inside,
  block: h.block,
  identifier: h.name,
  type: h.inside,
  string,
  concatenated_string: strings,
  interpolation: (c, at) => c.maybe(c.field(at, 'expression')),
  integer: h.number,
  float: h.number,
  assignment,
  augmented_assignment: h.assign('left', 'right'),
  named_expression: (c, at) =>
    c.make(K.assign, at, [c.node(c.field(at, 'name')), c.node(c.field(at, 'value')), none], '='),
  function_definition: func,
  lambda: func,
  parameters: params,
  lambda_parameters: params,
  decorated_definition: decorated,
  decorator: h.decorator,
  class_definition: class_,
  call: call,
  argument_list: h.args,
  keyword_argument: h.fields(K.keyword, 'name', 'value'),
  attribute: h.fields(K.member, 'object', 'attribute'),
  subscript: (c, at) => c.make(K.index, at, [c.node(c.field(at, 'value')), ...c.nodes(c.fieldAll(at, 'subscript'))]),
  generic_type: (c, at) =>
    c.make(K.index, at, c.nodes(c.named(at).flatMap((x) => (c.kind(x) === 'type_parameter' ? c.named(x) : [x])))),
  dotted_name: path,
  relative_import: (c, at) => c.leaf(K.name, at),
  dictionary: h.dict,
  list: h.list,
  tuple: h.tuple,
  pattern_list: h.tuple,
  tuple_pattern: h.tuple,
  list_pattern: h.list,
  expression_list: h.tuple,
  pair: h.fields(K.pair, 'key', 'value'),
  list_splat: (c, at) => c.make(K.spread, at, [c.node(c.named(at)[0] ?? -1)], '*'),
  dictionary_splat: (c, at) => c.make(K.spread, at, [c.node(c.named(at)[0] ?? -1)], '**'),
  binary_operator: h.binary,
  boolean_operator: h.binary,
  comparison_operator: comparison,
  unary_operator: h.unary,
  not_operator: h.unary,
  await: h.await_,
  return_statement: h.return_,
  raise_statement: h.throw_,
  if_statement: if_,
  conditional_expression: (c, at) => {
    const [then = -1, condition = -1, otherwise = -1] = c.named(at);
    return c.make(K.conditional, at, [c.node(condition), c.node(then), c.node(otherwise)]);
  },
  while_statement: (c, at) => c.make(K.while, at, [c.node(c.field(at, 'condition')), c.block(c.field(at, 'body'))]),
  for_statement: (c, at) =>
    c.make(K.each, at, [c.node(c.field(at, 'left')), c.node(c.field(at, 'right')), c.block(c.field(at, 'body'))]),
  try_statement: try_,
  except_clause: except,
  with_statement: with_,
  with_item: withItem,
  as_pattern_target: h.inside,
  import_statement: imports,
  import_from_statement: importFrom,
  future_import_statement: importFrom,
  list_comprehension: comprehension,
  generator_expression: comprehension,
  set_comprehension: comprehension,
  dictionary_comprehension: comprehension,
};

function call(c: Converter, at: number): Node {
  return c.make(K.call, at, [c.node(c.field(at, 'function')), h.argsOf(c, at, c.field(at, 'arguments'))]);
}
