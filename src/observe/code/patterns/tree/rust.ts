import type { Converter, Handler, Table } from './convert.ts';
import * as h from './handlers.ts';
import { K, Node, none } from './node.ts';

const func: Handler = (c, at) => {
  const body = c.field(at, 'body');
  const isBlock = body === -1 || c.kind(body) === 'block';
  return c
    .make(K.func, at, [
      c.node(c.field(at, 'name')),
      c.node(c.field(at, 'parameters')),
      c.node(c.field(at, 'return_type')),
      isBlock ? c.node(body) : c.make(K.block, body, [c.make(K.return, body, [c.node(body)])]),
    ])
    .adorn(h.attributesOf(c, at, ['visibility_modifier', 'function_modifiers']));
};

const param: Handler = (c, at) =>
  c.make(K.param, at, [c.node(c.field(at, 'pattern')), c.node(c.field(at, 'type')), none]);

const params: Handler = (c, at) =>
  c.make(
    K.params,
    at,
    c
      .nodes(c.named(at))
      .map((one) => (one.kind === K.param ? one : new Node(K.param, '', [one, none, none], one.start, one.end))),
  );

/** What a macro gets is a list of tokens: what stands between commas becomes an argument as far as it is an expression of a simple form. */
const macro: Handler = (c, at) => {
  const list = c.first(at, 'token_tree');
  const callee = c.node(c.field(at, 'macro'));
  const name = new Node(K.name, `${c.textOf(c.field(at, 'macro'))}!`, [], callee.start, callee.end);
  return c.make(K.call, at, [name, list === -1 ? none : c.make(K.args, list, tokens(c, list))]);
};

function tokens(c: Converter, list: number): Node[] {
  const made: Node[] = [];
  let part: number[] = [];
  const flush = (): void => {
    if (part.length > 0) made.push(argument(c, part));
    part = [];
  };
  for (const child of c.children(list).slice(1, -1)) {
    if (c.kind(child) === ',' || c.kind(child) === ';') flush();
    else part.push(child);
  }
  flush();
  return made;
}

/** `a.b(c)` out of tokens. */
function argument(c: Converter, part: readonly number[]): Node {
  const [first = -1] = part;
  let node = c.kind(first) === 'token_tree' ? c.make(K.tuple, first, tokens(c, first)) : c.node(first);
  for (let i = 1; i < part.length; i += 1) {
    const kind = c.kind(part[i]!);
    const end = c.tree.end[part[i]!]!;
    if ((kind === '.' || kind === '::') && i + 1 < part.length) {
      i += 1;
      node = new Node(K.member, '', [node, c.node(part[i]!)], node.start, c.tree.end[part[i]!]!);
    } else if (kind === 'token_tree' && c.text[c.tree.start[part[i]!]!] === '(')
      node = new Node(K.call, '', [node, c.make(K.args, part[i]!, tokens(c, part[i]!))], node.start, end);
    else if (kind === '=' && i + 1 < part.length && node.kind === K.name) {
      const value = argument(c, part.slice(i + 1));
      return new Node(K.keyword, '', [node, value], node.start, value.end);
    } else
      return new Node(
        K.other,
        'tokens',
        [node, ...c.nodes(part.slice(i).filter((x) => c.tree.isNamed(x)))],
        node.start,
        c.tree.end[part.at(-1)!]!,
      );
  }
  return node;
}

const let_: Handler = (c, at) =>
  h
    .definition(c, at, c.node(c.field(at, 'pattern')), c.node(c.field(at, 'value')), c.node(c.field(at, 'type')))
    .adorn([c.leaf(K.name, at, 'let'), ...h.attributesOf(c, at, ['mutable_specifier'])]);

const constant: Handler = (c, at) =>
  h
    .definition(c, at, c.node(c.field(at, 'name')), c.node(c.field(at, 'value')), c.node(c.field(at, 'type')))
    .adorn([
      c.leaf(K.name, at, c.kind(at) === 'static_item' ? 'static' : 'const'),
      ...h.attributesOf(c, at, ['mutable_specifier']),
    ]);

/** `use a::{b, c as d}`: an import each. */
const use: Handler = (c, at) => {
  const made: Node[] = [];
  collect(c, c.field(at, 'argument'), undefined, 0, (path, alias) =>
    made.push(c.make(K.import, at, [path, none, alias])),
  );
  return h.spliced(c, at, made);
};

function collect(
  c: Converter,
  at: number,
  base: Node | undefined,
  depth: number,
  add: (path: Node, alias: Node) => void,
): void {
  if (at === -1 || depth > 20) return;
  const kind = c.kind(at);
  const under = (node: Node): Node => {
    if (base === undefined) return node;
    if (node.kind === K.member)
      return new Node(K.member, '', [under(node.kids[0]!), node.kids[1]!], node.start, node.end);
    return new Node(K.member, '', [base, node], node.start, node.end);
  };
  if (kind === 'scoped_use_list') {
    const path = c.field(at, 'path');
    collect(c, c.field(at, 'list'), path === -1 ? base : under(c.node(path)), depth + 1, add);
  } else if (kind === 'use_list') for (const one of c.named(at)) collect(c, one, base, depth + 1, add);
  else if (kind === 'use_as_clause') add(under(c.node(c.field(at, 'path'))), c.node(c.field(at, 'alias')));
  else if (kind === 'use_wildcard') add(under(c.node(c.named(at)[0] ?? -1)), c.leaf(K.name, at, '*'));
  else add(under(c.node(at)), none);
}

const arm: Handler = (c, at) =>
  c.make(K.other, at, [c.node(c.field(at, 'pattern')), c.block(c.field(at, 'value'))], 'case');

const impl: Handler = (c, at) => {
  const trait = c.field(at, 'trait');
  return c.make(
    K.class,
    at,
    [
      c.node(c.field(at, 'type')),
      trait === -1 ? none : c.make(K.bases, trait, [c.node(trait)]),
      c.node(c.field(at, 'body')),
    ],
    'impl',
  );
};

const path = (c: Converter, at: number): Node => {
  const scope = c.field(at, 'path');
  return scope === -1
    ? c.node(c.field(at, 'name'))
    : c.make(K.member, at, [c.node(scope), c.node(c.field(at, 'name'))]);
};

const signs = new Set(['string_content', 'escape_sequence']);

export const rust: Table = {
  source_file: h.block,
  empty_statement: h.nothing,
  expression_statement: h.inside,
  parenthesized_expression: h.inside,
  block: h.block,
  declaration_list: h.block,
  field_declaration_list: h.block,
  unsafe_block: (c, at) => c.make(K.other, at, c.nodes(c.named(at)), 'unsafe'),
  else_clause: h.inside,
  identifier: h.name,
  type_identifier: h.name,
  field_identifier: h.name,
  primitive_type: h.name,
  string_literal: h.string(signs),
  raw_string_literal: (c, at) =>
    c.leaf(K.string, at, c.textOf(c.first(at, 'string_content') === -1 ? at : c.first(at, 'string_content'))),
  char_literal: h.quoted,
  integer_literal: h.number,
  float_literal: h.number,
  let_declaration: let_,
  const_item: constant,
  static_item: constant,
  assignment_expression: h.assign('left', 'right'),
  compound_assignment_expr: h.assign('left', 'right'),
  function_item: func,
  function_signature_item: func,
  closure_expression: func,
  parameters: params,
  closure_parameters: params,
  parameter: param,
  call_expression: h.call('function', 'arguments'),
  arguments: h.args,
  macro_invocation: macro,
  token_tree: (c, at) => c.make(K.tuple, at, tokens(c, at)),
  field_expression: h.fields(K.member, 'value', 'field'),
  scoped_identifier: path,
  scoped_type_identifier: path,
  generic_function: (c, at) =>
    c.make(K.generic, at, [c.node(c.field(at, 'function')), c.node(c.field(at, 'type_arguments'))]),
  generic_type: (c, at) => c.make(K.generic, at, [c.node(c.field(at, 'type')), c.node(c.field(at, 'type_arguments'))]),
  type_arguments: h.args,
  index_expression: (c, at) => c.make(K.index, at, c.nodes(c.named(at))),
  struct_expression: (c, at) =>
    c.make(K.create, at, [c.node(c.field(at, 'name')), none, c.node(c.field(at, 'body'))], 'literal'),
  field_initializer_list: h.dict,
  field_initializer: (c, at) => c.make(K.pair, at, [c.node(c.field(at, 'field')), c.node(c.field(at, 'value'))]),
  shorthand_field_initializer: (c, at) => c.make(K.pair, at, [c.leaf(K.name, at), c.leaf(K.name, at)], 'short'),
  array_expression: h.list,
  tuple_expression: h.tuple,
  binary_expression: h.binary,
  unary_expression: h.unary,
  reference_expression: (c, at) => c.make(K.unary, at, [c.node(c.field(at, 'value'))], '&'),
  try_expression: (c, at) => c.make(K.unary, at, [c.node(c.named(at)[0] ?? -1)], '?'),
  await_expression: h.await_,
  return_expression: h.return_,
  if_expression: (c, at) =>
    c.make(K.if, at, [
      c.node(c.field(at, 'condition')),
      c.block(c.field(at, 'consequence')),
      c.block(c.field(at, 'alternative')),
    ]),
  while_expression: (c, at) => c.make(K.while, at, [c.node(c.field(at, 'condition')), c.block(c.field(at, 'body'))]),
  for_expression: (c, at) =>
    c.make(K.each, at, [c.node(c.field(at, 'pattern')), c.node(c.field(at, 'value')), c.block(c.field(at, 'body'))]),
  match_arm: arm,
  use_declaration: use,
  impl_item: impl,
  struct_item: (c, at) =>
    c.make(K.class, at, [c.node(c.field(at, 'name')), none, c.node(c.field(at, 'body'))], 'struct'),
  field_declaration: (c, at) => c.make(K.declare, at, [c.node(c.field(at, 'name')), c.node(c.field(at, 'type'))]),
};
