import type { Converter, Handler, Table } from './convert.ts';
import * as h from './handlers.ts';
import { K, leaf, Node, none } from './node.ts';

/** A statement with redirections. */
export const redirectedText = 'redirected';

/** A command is a call of its name; variables that are set for it are its attributes. */
const command: Handler = (c, at) => {
  const args = c.nodes(c.fieldAll(at, 'argument'));
  const start = args[0]?.start ?? c.tree.end[at]!;
  const inner = c.node(c.field(at, 'name'));
  const callee = inner.kind === K.string ? leaf(K.name, inner.text, inner.start, inner.end) : inner;
  const made = c
    .make(K.call, at, [callee, new Node(K.args, '', args, start, args.at(-1)?.end ?? start)])
    .adorn(h.attributesOf(c, at, ['variable_assignment']));
  const redirects = c.nodes(c.fieldAll(at, 'redirect'));
  return redirects.length === 0 ? made : redirected(c, at, made, redirects);
};

/** Body, redirections in any order. What is looked for without one is found with one too. */
function redirected(c: Converter, at: number, body: Node, redirects: readonly Node[]): Node {
  const start = redirects[0]!.start;
  return c.make(K.other, at, [body, new Node(K.bases, '', redirects, start, redirects.at(-1)!.end)], redirectedText);
}

const redirectedStatement: Handler = (c, at) => {
  const redirects = c.fieldAll(at, 'redirect');
  const made = c.nodes(redirects);
  const body = c.node(c.field(at, 'body'));
  const whole = made.length === 0 ? body : redirected(c, at, body, made);
  // `cat <<END | sh`: the grammar has the rest of the pipeline in the redirection.
  const more = redirects.map((x) => c.first(x, 'pipeline')).find((x) => x !== -1);
  return more === undefined ? whole : piped(c, at, [whole, ...c.nodes(c.named(more))]);
};

/** What goes from where to where: `2>`, then the file. */
const redirect: Handler = (c, at) => {
  const descriptor = c.field(at, 'descriptor');
  const sign = c.children(at).find((x) => !c.tree.isNamed(x)) ?? -1;
  const inner = c.nodes(c.named(at).filter((x) => x !== descriptor && c.kind(x) !== 'pipeline'));
  return c.make(
    K.other,
    at,
    inner,
    `${descriptor === -1 ? '' : c.textOf(descriptor)}${sign === -1 ? '' : c.kind(sign)}`,
  );
};

/** Of `a | b | c`, `a | b` is a pipeline too. */
/** More stages than anybody writes are no tree, whose depth would be theirs. */
const mostStages = 200;

function piped(c: Converter, at: number, stages: readonly Node[]): Node {
  if (stages.length > mostStages) return c.make(K.other, at, stages, 'pipeline');
  let left = stages[0] ?? none;
  for (const stage of stages.slice(1)) left = new Node(K.binary, '|', [left, stage], left.start, stage.end);
  return left.kind === K.none ? c.other(at) : left;
}

const word: Handler = (c, at) => c.leaf(K.string, at, c.textOf(at).replace(/\\(.)/g, '$1'));

/** `$x` and `${x}` are the same; what is done to it keeps its own form. */
const expansion: Handler = (c, at) => {
  const name = c.first(at, 'variable_name', 'special_variable_name');
  if (name !== -1 && c.named(at).length === 1 && c.field(at, 'operator') === -1)
    return c.leaf(K.name, at, `$${c.textOf(name)}`);
  return c.other(at);
};

/** What is filled in stays apart from what has no quotes: those split into words. */
const string: Handler = (c, at) => h.string(new Set(['string_content']))(c, at)!;

/** A command in a command, whose output is a word; `<(` one whose output is a file. */
const substitution: Handler = (c, at) =>
  c.make(
    K.other,
    at,
    [c.make(K.block, at, c.nodes(c.named(at)))],
    c.kind(at) === 'process_substitution' ? c.kind(c.children(at)[0]!) : '$(',
  );

const func: Handler = (c, at) =>
  c.make(K.func, at, [c.leaf(K.name, c.field(at, 'name')), none, none, c.block(c.field(at, 'body'))]);

const assignment: Handler = (c, at) => {
  const name = c.field(at, 'name');
  const value = c.field(at, 'value');
  const sign = c.children(at).find((x) => !c.tree.isNamed(x));
  return c.make(
    K.assign,
    at,
    [
      c.leaf(K.name, name === -1 ? at : name, `$${c.textOf(name === -1 ? at : name)}`),
      value === -1 ? c.leaf(K.string, at, '') : c.node(value),
      none,
    ],
    sign === undefined ? '=' : c.kind(sign),
  );
};

/** `export X=1` is an assignment that says so. */
const declaration: Handler = (c, at) => {
  const words = c.children(at).filter((x) => !c.tree.isNamed(x));
  const made = c.named(at).map((x) => {
    const node =
      c.kind(x) === 'variable_name' ? c.make(K.declare, x, [c.leaf(K.name, x, `$${c.textOf(x)}`), none]) : c.node(x);
    return node.kind === K.assign || node.kind === K.declare
      ? node.adorn(words.map((one) => c.leaf(K.name, one)))
      : node;
  });
  return made.length === 1
    ? c.make(made[0]!.kind, at, made[0]!.kids, made[0]!.text).adorn(made[0]!.attributes)
    : h.spliced(c, at, made);
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
    return c.make(
      K.while,
      at,
      [condition.length === 0 ? none : c.node(condition[0]!), c.block(body)],
      c.first(at, 'until') === -1 ? '' : 'until',
    );
  }
  return c.make(K.each, at, [
    c.leaf(K.name, variable, `$${c.textOf(variable)}`),
    c.make(K.list, at, c.nodes(c.fieldAll(at, 'value'))),
    c.block(body),
  ]);
};

const test: Handler = (c, at) => c.make(K.other, at, c.nodes(c.named(at)), c.kind(c.children(at)[0]!));

const testUnary: Handler = (c, at) => {
  const sign = c.field(at, 'operator');
  const operand = c.named(at).findLast((x) => x !== sign) ?? -1;
  return c.make(K.unary, at, [c.node(operand)], sign === -1 ? h.operator(c, at) : c.textOf(sign));
};

const caseItem: Handler = (c, at) => {
  const values = c.fieldAll(at, 'value');
  const body = c.nodes(c.named(at).filter((x) => !values.includes(x)));
  return c.make(K.other, at, [c.make(K.list, at, c.nodes(values)), c.make(K.block, at, body)], 'case');
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
  concatenation: (c, at) => c.make(K.template, at, c.nodes(c.named(at)), 'word'),
  extglob_pattern: word,
  regex: word,
  simple_expansion: expansion,
  expansion,
  variable_assignment: assignment,
  declaration_command: declaration,
  pipeline: (c, at) => piped(c, at, c.nodes(c.named(at))),
  list: h.binary,
  binary_expression: h.binary,
  unary_expression: testUnary,
  negated_command: h.unary,
  subshell: h.block,
  command_substitution: substitution,
  process_substitution: substitution,
  redirected_statement: redirectedStatement,
  file_redirect: redirect,
  heredoc_redirect: (c, at) => c.make(K.other, at, c.nodes(c.all(at, 'heredoc_body')), '<<'),
  herestring_redirect: redirect,
  test_command: test,
  unset_command: (c, at) =>
    c.make(K.call, at, [
      c.leaf(K.name, at, 'unset'),
      c.make(
        K.args,
        at,
        c.named(at).map((x) => (c.kind(x) === 'variable_name' ? c.leaf(K.string, x) : c.node(x))),
      ),
    ]),
  array: h.list,
  case_statement: (c, at) =>
    c.make(K.other, at, [c.node(c.field(at, 'value')), ...c.nodes(c.all(at, 'case_item'))], 'case_statement'),
  case_item: caseItem,
  function_definition: func,
  compound_statement: h.block,
  do_group: h.block,
  if_statement: if_,
  for_statement: loop,
  while_statement: loop,
  heredoc_body: h.string(new Set(['heredoc_content'])),
};
