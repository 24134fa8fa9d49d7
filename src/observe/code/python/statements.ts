import {
  child,
  children,
  childValue,
  type Lowering,
  qualifiedName,
  readName,
  type StatementTable,
  writeName,
} from './lowering.ts';
import { classDefinition, decoratedDefinition, functionDefinition, requirements } from './definitions.ts';
import { importFrom, importNames } from './imports.ts';
import { matchStatement } from './match.ts';
import { assignTo, deconstruct, itemName } from './targets.ts';
import { typeName } from './types.ts';

export const statements: StatementTable = {
  expression_statement(l, node) {
    for (const one of children(l, node)) evaluate(l, one);
  },
  return_statement(l, node) {
    const [given] = children(l, node);
    l.f.return(given === undefined ? -1 : l.expression(given), l.tree.start[node]!, l.tree.end[node]!);
  },
  raise_statement(l, node) {
    const { f, tree } = l;
    const start = tree.start[node]!;
    const end = tree.end[node]!;
    const [raised] = children(l, node);
    f.throw(raised === undefined ? f.other([], start, end) : l.expression(raised), start, end);
  },
  delete_statement(l, node) {
    for (const target of children(l, node)) remove(l, target);
  },
  assert_statement(l, node) {
    const { f, tree } = l;
    const [test, message] = children(l, node);
    if (test === undefined) return;
    f.control.fork(l.expression(test));
    f.control.otherwise();
    const said = message === undefined ? [] : [l.expression(message)];
    f.throw(f.other(said, tree.start[node]!, tree.end[node]!), tree.start[node]!, tree.end[node]!);
    f.control.join();
  },
  if_statement: ifStatement,
  while_statement(l, node) {
    const { control } = l.f;
    control.openLoop();
    control.leaveUnless(childValue(l, node, 'condition'));
    l.block(child(l, node, 'body'));
    control.nextRound();
    control.closeLoop();
    elseOfLoop(l, node);
  },
  for_statement(l, node) {
    const { f, tree } = l;
    const iterated = childValue(l, node, 'right');
    const left = child(l, node, 'left');
    f.control.openLoop();
    f.control.leave();
    const element = left === -1 ? -1 : f.element(iterated, tree.start[left]!, tree.end[left]!);
    if (left !== -1) deconstruct(l, left, element);
    const body = child(l, node, 'body');
    l.block(body);
    // A loop that goes through to its end tells of each element what its body lets pass.
    const passed = element < 0 || leavesOut(l, body) ? [] : f.control.testsOf(element);
    f.control.nextRound();
    f.control.closeLoop();
    f.control.eachPassed(iterated, passed);
    elseOfLoop(l, node);
  },
  break_statement: (l) => l.f.control.break(),
  continue_statement: (l) => l.f.control.continue(),
  try_statement: tryStatement,
  with_statement: withStatement,
  match_statement: matchStatement,
  function_definition: (l, node) => functionDefinition(l, node, []),
  class_definition: (l, node) => classDefinition(l, node, []),
  decorated_definition: decoratedDefinition,
  import_statement: importNames,
  import_from_statement: importFrom,
  print_statement: (l, node) => callBuiltin(l, node, 'print'),
  exec_statement: (l, node) => callBuiltin(l, node, 'exec'),
  block: (l, node) => l.block(node),
  // What could not be understood is lost; statements in it are not.
  ERROR: (l, node) => l.block(node),
  pass_statement: nothing,
  global_statement: nothing,
  nonlocal_statement: nothing,
  future_import_statement: nothing,
  type_alias_statement: nothing,
  comment: nothing,
};

/** Whether a loop's body may be left before its end without leaving the function. */
function leavesOut(l: Lowering, body: number): boolean {
  return body === -1 || /\b(?:break|continue)\b/.test(l.tree.textOf(body).slice(0, 4000));
}

function nothing(): void {}

function evaluate(l: Lowering, node: number): void {
  const { tree, names } = l;
  const kind = tree.kind[node]!;
  if (kind === names.kind.string || kind === names.kind.concatenated_string) return;
  if (tree.grammar.kinds[kind] === 'augmented_assignment') return augmentedAssignment(l, node);
  if (kind === names.kind.assignment && child(l, node, 'right') === -1) return declaration(l, node);
  const value = l.expression(node);
  if (kind === names.kind.call && neverReturns(l, node)) l.f.throw(value, tree.start[node]!, tree.end[node]!);
  else if (isRequirement(l, node)) l.f.control.completed(value);
}

/** A call for nothing but that it raises: `require_name(x)`, `await self._check(x)`, `path.relative_to(root)`. */
function isRequirement(l: Lowering, node: number): boolean {
  const { tree, names } = l;
  const call = tree.kindName(node) === 'await' ? tree.firstNamedChild(node) : node;
  if (call === -1 || tree.kind[call] !== names.kind.call) return false;
  const callee = child(l, call, 'function');
  return callee !== -1 && requirements.test(tree.textOf(callee).slice(-80));
}

/** `sys.exit()`, and what web frameworks answer errors with: `abort(404)`. */
function neverReturns(l: Lowering, call: number): boolean {
  const { tree } = l;
  const callee = child(l, call, 'function');
  if (callee === -1) return false;
  const name = qualifiedName(l, callee);
  if (name !== undefined && exits.test(name)) return true;
  if (!/(?:^|\.)abort$/.test(tree.textOf(callee))) return false;
  if (name !== undefined) return name.includes('.') && !name.startsWith('.');
  const list = child(l, call, 'arguments');
  const [status] = list === -1 ? [] : children(l, list);
  return status !== undefined && /^[45]\d\d$/.test(tree.textOf(status));
}

const exits = /^(?:exit|quit|(?:sys\.exit|os\._exit|pytest\.(?:fail|skip|exit)))$/;

/** `name: Type` in a class is a field that instances have. */
function declaration(l: Lowering, node: number): void {
  const { f, tree } = l;
  const left = child(l, node, 'left');
  const type = typeName(l, child(l, node, 'type'));
  if (left === -1 || l.scope.kind !== 'class' || tree.kind[left] !== l.names.kind.identifier) return;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const value = type === undefined ? f.undefined() : f.typed(f.undefined(), type, false, start, end);
  f.store(f.this(start, end), tree.textOf(left), value, start, end);
}

function augmentedAssignment(l: Lowering, node: number): void {
  const { f, tree, names } = l;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const left = child(l, node, 'left');
  const written = child(l, node, 'operator');
  if (left === -1) return;
  const before = tree.kind[left] === names.kind.identifier ? readName(l, left) : l.expression(left);
  const operator = written === -1 ? '+' : tree.textOf(written).slice(0, -1);
  assignTo(l, left, f.binary(before, operator, childValue(l, node, 'right'), start, end));
}

function remove(l: Lowering, target: number): void {
  const { f, tree } = l;
  const { kind } = l.names;
  const start = tree.start[target]!;
  const end = tree.end[target]!;
  if (tree.kind[target] === kind.attribute) {
    const member = child(l, target, 'attribute');
    f.delete(childValue(l, target, 'object'), member === -1 ? undefined : tree.textOf(member), start, end);
  } else if (tree.kind[target] === kind.subscript) {
    const key = child(l, target, 'subscript');
    f.delete(childValue(l, target, 'value'), key === -1 ? undefined : itemName(l, key), start, end);
  } else if (tree.kind[target] !== kind.identifier) for (const one of children(l, target)) remove(l, one);
}

/** All branches of one `if`: each `elif` is a fork in what is left, and all join behind. */
function ifStatement(l: Lowering, node: number): void {
  const { tree, names } = l;
  const { control } = l.f;
  control.fork(childValue(l, node, 'condition'));
  l.block(child(l, node, 'consequence'));
  let forks = 1;
  for (const branch of children(l, node)) {
    if (tree.kind[branch] === names.kind.elif_clause) {
      control.otherwise();
      control.fork(childValue(l, branch, 'condition'));
      forks += 1;
      l.block(child(l, branch, 'consequence'));
    } else if (tree.kind[branch] === names.kind.else_clause) {
      control.otherwise();
      l.block(child(l, branch, 'body'));
    }
  }
  for (; forks > 0; forks--) control.join();
}

/** `else` of a loop runs unless it was left by `break`. */
function elseOfLoop(l: Lowering, node: number): void {
  const { f, tree, names } = l;
  const alternative = children(l, node).find((each) => tree.kind[each] === names.kind.else_clause);
  if (alternative === undefined) return;
  f.control.fork(f.other([], tree.start[alternative]!, tree.start[alternative]!));
  l.block(child(l, alternative, 'body'));
  f.control.join();
}

function tryStatement(l: Lowering, node: number): void {
  const { f, tree, names } = l;
  const clauses = children(l, node);
  const handlers = clauses.filter((each) => tree.kind[each] === names.kind.except_clause);
  const from = f.size;
  f.control.openTry();
  l.block(child(l, node, 'body'));
  const otherwise = clauses.find((each) => tree.kind[each] === names.kind.else_clause);
  if (otherwise !== undefined) l.block(child(l, otherwise, 'body'));
  if (handlers.length > 0) {
    const thrown = f.control.openHandler();
    handle(l, handlers, f.caught(thrown, from, tree.start[handlers[0]!]!, tree.start[handlers[0]!]!));
  }
  f.control.closeTry();
  const last = clauses.find((each) => tree.kind[each] === names.kind.finally_clause);
  if (last === undefined) return;
  const until = f.size;
  f.control.openFinally();
  for (const block of children(l, last)) l.block(block);
  if (!f.control.reachable) f.overrule(from, until);
  f.control.closeFinally();
}

/** One handler or another; which one is not known. What none of them takes is thrown on. */
function handle(l: Lowering, handlers: readonly number[], caught: number): void {
  const { f, tree, names } = l;
  let forks = 0;
  let takesAll = false;
  for (const handler of handlers) {
    const values = children(l, handler).filter((each) => tree.field[each] === names.field.value);
    const body = children(l, handler).find((each) => tree.kind[each] === names.kind.block);
    takesAll = values.length === 0;
    if (!takesAll) {
      f.control.fork(f.other([], tree.start[handler]!, tree.start[handler]!));
      forks += 1;
      bindCaught(l, values, caught);
    }
    if (body !== undefined) l.block(body);
    if (takesAll) break;
    f.control.otherwise();
  }
  const at = tree.start[handlers[0]!]!;
  if (!takesAll) f.throw(caught, at, at);
  for (; forks > 0; forks--) f.control.join();
}

/** `E as e`, in Python 2 `E, e`. */
function bindCaught(l: Lowering, [type, named]: readonly number[], caught: number): void {
  const { tree, names } = l;
  if (type === undefined) return;
  const [what, alias] = tree.kind[type] === names.kind.as_pattern ? children(l, type) : [type, named];
  if (alias === undefined || what === undefined) return;
  const name = typeName(l, what);
  const value = name === undefined ? caught : l.f.typed(caught, name, false, tree.start[what]!, tree.end[what]!);
  assignTo(l, alias, value);
}

/** Context managers mostly give themselves: `with open(x) as f` makes f the file. */
function withStatement(l: Lowering, node: number): void {
  const { tree, names } = l;
  const clauses = children(l, node).filter((each) => tree.kind[each] === names.kind.with_clause);
  const isAsync = tree.kindName(tree.firstChild(node)) === 'async';
  for (const item of clauses.flatMap((clause) => children(l, clause))) {
    const value = child(l, item, 'value');
    if (value === -1) continue;
    if (tree.kind[value] !== names.kind.as_pattern) {
      l.expression(value);
      continue;
    }
    const [manager, alias] = children(l, value);
    if (manager === undefined) continue;
    const given = l.expression(manager);
    if (alias === undefined) continue;
    const managed = l.f.entered(given, isAsync ? '__aenter__' : '__enter__', l.tree.start[value]!, l.tree.end[value]!);
    if (tree.kind[alias] === names.kind.identifier) writeName(l, alias, managed);
    else assignTo(l, alias, managed);
  }
  l.block(child(l, node, 'body'));
}

/** Python 2's `print a, b` and `exec code in scope`. */
function callBuiltin(l: Lowering, node: number, name: string): void {
  const { f, tree, names } = l;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const given = children(l, node).filter((each) => tree.kind[each] !== names.kind.chevron);
  const args = given.map((each) => l.expression(each));
  f.call(f.global(name, start, start + name.length), -1, args, start, end);
}
