import type { Handler, Table } from './convert.ts';
import * as h from './handlers.ts';
import { K, leaf, Node, none } from './node.ts';

/** A command is a call of its name. */
const command: Handler = (c, at) => {
  const name = c.field(at, 'name');
  const args = c.nodes(c.fieldAll(at, 'argument'));
  const start = args[0]?.start ?? c.tree.end[at]!;
  const inner = c.node(name);
  const callee = inner.kind === K.string ? leaf(K.name, inner.text, inner.start, inner.end) : inner;
  return c.make(K.call, at, [callee, new Node(K.args, '', args, start, args.at(-1)?.end ?? start)]);
};

const word: Handler = (c, at) => c.leaf(K.string, at, c.textOf(at).replace(/\\(.)/g, '$1'));

/** `$x` and `${x}` are the same; what is done to it keeps its own form. */
const expansion: Handler = (c, at) => {
  const name = c.first(at, 'variable_name', 'special_variable_name');
  if (name !== -1 && c.named(at).length === 1 && c.field(at, 'operator') === -1)
    return c.leaf(K.name, at, `$${c.textOf(name)}`);
  return c.other(at);
};

const string: Handler = (c, at) => {
  const node = h.string(new Set(['string_content']))(c, at)!;
  return node.kind === K.template && node.kids.length === 1 ? node.kids[0]! : node;
};

const func: Handler = (c, at) =>
  c.make(K.func, at, [c.leaf(K.name, c.field(at, 'name')), none, none, c.block(c.field(at, 'body'))]);

const assignment: Handler = (c, at) => {
  const name = c.field(at, 'name');
  const value = c.field(at, 'value');
  return c.make(
    K.assign,
    at,
    [
      c.leaf(K.name, name === -1 ? at : name, `$${c.textOf(name === -1 ? at : name)}`),
      value === -1 ? c.leaf(K.string, at, '') : c.node(value),
      none,
    ],
    '=',
  );
};

const if_: Handler = (c, at) => {
  const conditions = new Set(c.fieldAll(at, 'condition'));
  const clauses = c.all(at, 'elif_clause', 'else_clause');
  const condition = c.nodes([...conditions].filter((x) => c.tree.isNamed(x)));
  const body = c.nodes(c.named(at).filter((x) => !conditions.has(x) && !clauses.includes(x)));
  const rest = c.nodes(clauses);
  return c.make(K.if, at, [
    condition[0] ?? none,
    c.make(K.block, at, body),
    rest.length === 0 ? none : c.make(K.block, clauses[0]!, rest),
  ]);
};

const loop: Handler = (c, at) => {
  const body = c.field(at, 'body');
  const variable = c.field(at, 'variable');
  if (variable === -1) {
    const condition = c.fieldAll(at, 'condition').filter((x) => c.tree.isNamed(x));
    return c.make(K.while, at, [condition.length === 0 ? none : c.node(condition[0]!), c.block(body)]);
  }
  return c.make(K.each, at, [
    c.leaf(K.name, variable, `$${c.textOf(variable)}`),
    c.make(K.list, at, c.nodes(c.fieldAll(at, 'value'))),
    c.block(body),
  ]);
};

export const bash: Table = {
  program: h.block,
  command,
  command_name: h.inside,
  word,
  number: word,
  raw_string: (c, at) => c.leaf(K.string, at, c.textOf(at).slice(1, -1)),
  ansi_c_string: (c, at) => c.leaf(K.string, at, c.textOf(at).slice(2, -1)),
  string,
  concatenation: (c, at) => c.make(K.template, at, c.nodes(c.named(at))),
  simple_expansion: expansion,
  expansion,
  variable_assignment: assignment,
  declaration_command: h.inside,
  function_definition: func,
  compound_statement: h.block,
  do_group: h.block,
  if_statement: if_,
  for_statement: loop,
  while_statement: loop,
  heredoc_body: h.string(new Set(['heredoc_content'])),
};
