import type { Converter, Handler, Table } from './convert.ts';
import * as h from './handlers.ts';
import { K, Node, none } from './node.ts';

const call: Handler = (c, at) => {
  const receiver = c.field(at, 'receiver');
  const method = c.node(c.field(at, 'method'));
  const list = c.field(at, 'arguments');
  const block = c.field(at, 'block');
  const target = receiver === -1 ? method : c.make(K.member, at, [c.node(receiver), method]);
  const given = h.argsOf(c, at, list);
  const argument =
    block === -1 ? given : new Node(K.args, '', [...given.kids, c.node(block)], given.start, c.tree.end[at]!);
  const isRequire =
    receiver === -1 && (method.text === 'require' || method.text === 'require_relative') && given.kids.length === 1;
  if (isRequire && given.kids[0]!.kind === K.string) return c.make(K.import, at, [given.kids[0]!, none, none]);
  // `a.b` without parentheses reads or calls: it is a member, and a call where the other has parentheses (see `match/calls.ts`).
  if (list === -1 && block === -1)
    return receiver === -1 ? method : new Node(K.member, 'call', target.kids, target.start, target.end);
  return c.make(K.call, at, [target, argument]);
};

const blockArgument: Handler = (c, at) =>
  c.make(K.func, at, [none, c.node(c.field(at, 'parameters')), none, c.block(c.field(at, 'body'))], 'block');

const params: Handler = (c, at) =>
  c.make(
    K.params,
    at,
    c.named(at).map((one) => {
      const target = c.field(one, 'name');
      if (target === -1) return c.make(K.param, one, [c.node(one), none, none]);
      const signs: Readonly<Record<string, string>> = {
        splat_parameter: '...',
        hash_splat_parameter: '**',
        block_parameter: '&',
        keyword_parameter: ':',
      };
      return c.make(K.param, one, [c.node(target), none, c.node(c.field(one, 'value'))], signs[c.kind(one)] ?? '');
    }),
  );

function body(c: Converter, at: number): Node {
  const inner = c.field(at, 'body');
  if (inner === -1) {
    // Older shapes have the statements among the children.
    const skip = new Set([
      c.field(at, 'name'),
      c.field(at, 'parameters'),
      c.field(at, 'superclass'),
      c.field(at, 'object'),
    ]);
    const rest = c.named(at).filter((x) => !skip.has(x));
    return c.make(K.block, at, c.nodes(rest));
  }
  return guarded(c, inner);
}

/** Statements, or a `try` of them when there is a rescue. */
function guarded(c: Converter, at: number): Node {
  const children = c.named(at);
  const isClause = (x: number): boolean => ['rescue', 'ensure', 'else'].includes(c.kind(x));
  if (!children.some(isClause))
    return c.make(
      K.block,
      at,
      /^(body_statement|block_body|then|do|begin|else|ensure)$/.test(c.kind(at)) ? c.nodes(children) : c.nodes([at]),
    );
  const clauses = children.filter((x) => ['rescue', 'else'].includes(c.kind(x)));
  const last = children.find((x) => c.kind(x) === 'ensure');
  const made = c.make(K.try, at, [
    c.make(K.block, at, c.nodes(children.filter((x) => !isClause(x)))),
    clauses.length === 0 ? none : c.make(K.clauses, clauses[0]!, c.nodes(clauses)),
    last === undefined ? none : c.make(K.block, last, c.nodes(c.named(last))),
  ]);
  return c.make(K.block, at, [made]);
}

const method: Handler = (c, at) => {
  const object = c.field(at, 'object');
  const name = c.node(c.field(at, 'name'));
  return c
    .make(K.func, at, [name, c.node(c.field(at, 'parameters')), none, body(c, at)])
    .adorn(object === -1 ? [] : [c.node(object)]);
};

const class_: Handler = (c, at) => {
  const base = c.field(at, 'superclass');
  return c.make(K.class, at, [
    c.node(c.field(at, 'name')),
    base === -1 ? none : c.make(K.bases, base, c.nodes(c.named(base))),
    body(c, at),
  ]);
};

function branch(c: Converter, at: number): Node {
  return at === -1 ? none : c.make(K.block, at, c.nodes(/^(then|else|do)$/.test(c.kind(at)) ? c.named(at) : [at]));
}

const if_: Handler = (c, at) =>
  c.make(K.if, at, [
    c.node(c.field(at, 'condition')),
    branch(c, c.field(at, 'consequence')),
    branch(c, c.field(at, 'alternative')),
  ]);

/** `x if y`. */
const modifier: Handler = (c, at) =>
  c.make(K.if, at, [condition(c, at), c.make(K.block, c.field(at, 'body'), c.nodes([c.field(at, 'body')])), none]);

function condition(c: Converter, at: number): Node {
  const node = c.node(c.field(at, 'condition'));
  return c.kind(at).startsWith('unless') ? new Node(K.unary, '!', [node], node.start, node.end) : node;
}

const rescue: Handler = (c, at) => {
  const [types, variable] = [c.field(at, 'exceptions'), c.field(at, 'variable')];
  return c.make(K.catch, at, [
    types === -1 ? none : h.joined(c, types, c.named(types)),
    variable === -1 ? none : c.node(c.named(variable)[0] ?? -1),
    branch(c, c.field(at, 'body')),
  ]);
};

const content = new Set(['string_content', 'escape_sequence']);
const literal = h.string(content);

const heredoc: Handler = (c, at) => literal(c, at);

/** `key: v` and `:key => v` are the same. */
const key: Handler = (c, at) =>
  c.leaf(
    K.symbol,
    at,
    c
      .textOf(at)
      .replace(/^:|:$/g, '')
      .replace(/^["']|["']$/g, ''),
  );

export const ruby: Table = {
  program: h.block,
  empty_statement: h.nothing,
  parenthesized_statements: h.inside,
  block_body: h.block,
  body_statement: h.block,
  // oxlint-disable-next-line unicorn/no-thenable -- a kind of the grammar's
  then: h.block,
  identifier: h.name,
  constant: h.name,
  instance_variable: h.name,
  class_variable: h.name,
  global_variable: h.name,
  string: literal,
  bare_string: literal,
  chained_string: (c, at) => c.make(K.template, at, c.nodes(c.named(at))),
  subshell: (c, at) => h.shell(c, at, content),
  heredoc_beginning: (c, at) => c.leaf(K.string, at, ''),
  heredoc_body: heredoc,
  interpolation: h.inside,
  regex: (c, at) => {
    const node = literal(c, at)!;
    return node.kind === K.string ? c.leaf(K.regex, at, node.text) : c.make(K.other, at, node.kids, 'regex');
  },
  integer: h.number,
  float: h.number,
  simple_symbol: key,
  hash_key_symbol: key,
  delimited_symbol: key,
  call,
  argument_list: h.args,
  pair: h.fields(K.pair, 'key', 'value'),
  block: blockArgument,
  do_block: blockArgument,
  lambda: (c, at) => {
    const inner = c.node(c.field(at, 'body'));
    return c.make(
      K.func,
      at,
      [none, c.node(c.field(at, 'parameters')), none, inner.kind === K.func ? inner.kids[3]! : inner],
      'lambda',
    );
  },
  method,
  singleton_method: method,
  method_parameters: params,
  block_parameters: params,
  lambda_parameters: params,
  class: class_,
  singleton_class: h.kindOfClass(class_, '<<'),
  module: h.kindOfClass(class_, 'module'),
  superclass: h.inside,
  assignment: h.assign('left', 'right'),
  operator_assignment: h.assign('left', 'right'),
  left_assignment_list: h.tuple,
  right_assignment_list: h.list,
  scope_resolution: (c, at) =>
    c.field(at, 'scope') === -1
      ? c.maybe(c.field(at, 'name'))
      : c.make(K.member, at, [c.node(c.field(at, 'scope')), c.node(c.field(at, 'name'))]),
  element_reference: (c, at) => {
    const object = c.field(at, 'object');
    return c.make(K.index, at, [c.node(object), ...c.nodes(c.named(at).filter((x) => x !== object))]);
  },
  array: h.list,
  string_array: h.list,
  symbol_array: h.list,
  hash: h.dict,
  splat_argument: (c, at) => c.make(K.spread, at, [c.node(c.named(at)[0] ?? -1)], '*'),
  hash_splat_argument: (c, at) => c.make(K.spread, at, [c.node(c.named(at)[0] ?? -1)], '**'),
  block_argument: (c, at) => c.make(K.spread, at, [c.node(c.named(at)[0] ?? -1)], '&'),
  binary: h.binary,
  unary: h.unary,
  conditional: h.fields(K.conditional, 'condition', 'consequence', 'alternative'),
  if: if_,
  elsif: if_,
  unless: (c, at) =>
    c.make(K.if, at, [condition(c, at), branch(c, c.field(at, 'consequence')), branch(c, c.field(at, 'alternative'))]),
  if_modifier: modifier,
  unless_modifier: modifier,
  rescue_modifier: (c, at) => c.make(K.other, at, c.nodes(c.named(at)), 'rescue'),
  while: (c, at) => c.make(K.while, at, [c.node(c.field(at, 'condition')), branch(c, c.field(at, 'body'))]),
  for: (c, at) =>
    c.make(K.each, at, [c.node(c.field(at, 'pattern')), c.node(c.field(at, 'value')), branch(c, c.field(at, 'body'))]),
  in: h.inside,
  begin: (c, at) => {
    const inner = guarded(c, at);
    return inner.kids.length === 1 ? inner.kids[0]! : c.make(K.splice, at, inner.kids);
  },
  rescue,
  return: (c, at) => {
    const list = c.first(at, 'argument_list');
    return c.make(K.return, at, [list === -1 ? none : h.joined(c, list, c.named(list))]);
  },
};
