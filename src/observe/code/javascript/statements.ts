import type {
  Class,
  ForInStatement,
  ForOfStatement,
  IfStatement,
  Statement,
  SwitchStatement,
  TryStatement,
  VariableDeclaration,
} from 'oxc-parser';
import { lowerExpressionStatement } from './ends.ts';
import { ConstKind } from '../ir/ir.ts';
import { lowerClass, lowerFunction, lowerReturn } from './functions.ts';
import type { Lowering } from './lowering.ts';
import {
  lowerExportAll,
  lowerExportAssignment,
  lowerExportDefault,
  lowerExportNamed,
  lowerImportEquals,
  lowerImports,
} from './modules.ts';
import { nameOf } from './patterns.ts';
import { lowerEnum, lowerNamespace } from './typescript.ts';

/** Statements of one block. Functions that they declare are there from its beginning; what stands behind `return` is left out. */
export function lowerStatements(l: Lowering, list: readonly Statement[]): void {
  lowerImports(l, list);
  for (const statement of list) hoistFunction(l, statement);
  for (const statement of list) {
    if (!l.f.control.reachable) return;
    lowerStatement(l, statement);
  }
}

function hoistFunction(l: Lowering, statement: Statement): void {
  const isExported = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
  const declaration = isExported ? statement.declaration : statement;
  if (declaration?.type !== 'FunctionDeclaration' || declaration.id === null || declaration.declare === true) return;
  const { start, end } = declaration;
  const made = lowerFunction(l, declaration, { name: declaration.id.name, hoisted: true });
  l.writeName(declaration.id.name, l.f.function(made, start, end), start, end);
}

type Of<T extends Statement['type']> = Extract<Statement, { type: T }>;
type Table = { readonly [T in Statement['type']]: (l: Lowering, node: Of<T>, labels: readonly string[]) => void };

export function lowerStatement(l: Lowering, node: Statement, labels: readonly string[] = []): void {
  l.tick();
  // The table has a function for each type of node, which takes nodes of that type.
  (statements[node.type] as (l: Lowering, node: Statement, labels: readonly string[]) => void)(l, node, labels);
}

function declareVariables(l: Lowering, node: VariableDeclaration): void {
  if (node.declare === true) return;
  for (const { id, init, start, end } of node.declarations) {
    if (init !== null) l.lower.assign(l, id, l.expression(init, nameOf(id)), true);
    // `var x;` leaves alone what x is.
    else if (node.kind !== 'var' || id.type !== 'Identifier') {
      l.lower.assign(l, id, l.f.const('undefined', ConstKind.undefined, start, end), true);
    }
  }
}

/** With all its `else if`, in a loop. */
function lowerIf(l: Lowering, node: IfStatement): void {
  const { control } = l.f;
  let forks = 0;
  let at: Statement | null = node;
  for (; at?.type === 'IfStatement'; at = at.alternate) {
    l.tick();
    control.fork(l.expression(at.test));
    forks++;
    lowerPart(l, at.consequent);
    control.otherwise();
    if (!control.reachable) break;
  }
  if (at !== null && control.reachable) lowerPart(l, at);
  for (; forks > 0; forks--) control.join();
}

/** A statement that a branch may leave out. */
function lowerPart(l: Lowering, node: Statement): void {
  if (l.f.control.reachable) lowerStatement(l, node);
}

function lowerEach(l: Lowering, node: ForInStatement | ForOfStatement, labels: readonly string[]): void {
  const { f } = l;
  l.within(node, () => {
    const { left, start } = node;
    const iterated = l.expression(node.right);
    f.control.openLoop(labels);
    f.control.leave();
    const bare =
      node.type === 'ForInStatement' ? f.key(iterated, start, left.end) : f.element(iterated, start, left.end);
    const value = node.type === 'ForOfStatement' && node.await ? f.await(bare, start, left.end) : bare;
    if (left.type !== 'VariableDeclaration') l.lower.assign(l, left, value, false);
    else if (left.declarations[0] !== undefined) l.lower.assign(l, left.declarations[0].id, value, true);
    lowerPart(l, node.body);
    f.control.nextRound();
    f.control.closeLoop();
  });
}

function lowerFor(l: Lowering, node: Of<'ForStatement'>, labels: readonly string[]): void {
  const { control } = l.f;
  l.within(node, () => {
    if (node.init?.type === 'VariableDeclaration') declareVariables(l, node.init);
    else if (node.init !== null) l.expression(node.init);
    control.openLoop(labels);
    if (node.test !== null) control.leaveUnless(l.expression(node.test));
    lowerPart(l, node.body);
    control.nextRound();
    if (node.update !== null && control.reachable) l.expression(node.update);
    control.closeLoop();
  });
}

function lowerSwitch(l: Lowering, node: SwitchStatement, labels: readonly string[]): void {
  const { f } = l;
  const value = l.expression(node.discriminant);
  const isTrue = node.discriminant.type === 'Literal' && node.discriminant.value === true;
  l.within(node, () => {
    for (const one of node.cases) for (const statement of one.consequent) hoistFunction(l, statement);
    f.control.openSwitch(labels);
    for (const { test, consequent } of node.cases) {
      l.tick();
      f.control.nextCase();
      if (test === null) f.control.enterCase(undefined);
      else {
        const tested = l.expression(test);
        f.control.enterCase(isTrue ? tested : f.binary(value, '===', tested, test.start, test.end));
      }
      for (const statement of consequent) lowerPart(l, statement);
    }
    f.control.closeSwitch();
  });
}

function lowerTry(l: Lowering, node: TryStatement): void {
  const { f } = l;
  const { handler, finalizer } = node;
  const from = f.size;
  if (handler === null) lowerStatement(l, node.block);
  else {
    f.control.openTry();
    lowerStatement(l, node.block);
    const thrown = f.control.openHandler();
    l.within(handler, () => {
      const { param } = handler;
      if (param !== null) l.lower.assign(l, param, f.caught(thrown, from, param.start, param.end), true);
      lowerPart(l, handler.body);
    });
    f.control.closeTry();
  }
  if (finalizer === null) return;
  const until = f.size;
  f.control.openFinally();
  lowerStatement(l, finalizer);
  if (!f.control.reachable) f.overrule(from, until);
  f.control.closeFinally();
}

function lowerLabeled(l: Lowering, node: Of<'LabeledStatement'>, labels: readonly string[]): void {
  const all = [...labels, node.label.name];
  const { type } = node.body;
  if (/^(For|While|DoWhile|Labeled|Switch)/.test(type)) return lowerStatement(l, node.body, all);
  l.f.control.openBlock(all);
  lowerStatement(l, node.body);
  l.f.control.closeBlock();
}

const nothing = (): void => undefined;

const statements: Table = {
  BlockStatement: (l, node) => l.within(node, () => lowerStatements(l, node.body)),
  BreakStatement: (l, node) => l.f.control.break(node.label?.name),
  ContinueStatement: (l, node) => l.f.control.continue(node.label?.name),
  DebuggerStatement: nothing,
  DoWhileStatement: (l, node, labels) => {
    const { control } = l.f;
    control.openLoop(labels);
    lowerPart(l, node.body);
    control.nextRound();
    if (control.reachable) control.leaveUnless(l.expression(node.test));
    control.closeLoop();
  },
  EmptyStatement: nothing,
  ExpressionStatement: (l, node) => lowerExpressionStatement(l, node.expression),
  ForInStatement: lowerEach,
  ForOfStatement: lowerEach,
  ForStatement: lowerFor,
  IfStatement: lowerIf,
  LabeledStatement: lowerLabeled,
  ReturnStatement: (l, node) => lowerReturn(l, node.argument, node.start, node.end),
  SwitchStatement: lowerSwitch,
  ThrowStatement: (l, node) => l.f.throw(l.expression(node.argument), node.start, node.end),
  TryStatement: lowerTry,
  WhileStatement: (l, node, labels) => {
    const { control } = l.f;
    control.openLoop(labels);
    control.leaveUnless(l.expression(node.test));
    lowerPart(l, node.body);
    control.closeLoop();
  },
  WithStatement: (l, node) => {
    l.f.other([l.expression(node.object)], node.start, node.end);
    lowerPart(l, node.body);
  },
  VariableDeclaration: declareVariables,
  FunctionDeclaration: nothing,
  FunctionExpression: nothing,
  TSDeclareFunction: nothing,
  TSEmptyBodyFunctionExpression: nothing,
  ClassDeclaration: (l, node: Class) => {
    if (node.declare === true) return;
    const value = lowerClass(l, node, undefined);
    if (node.id !== null) l.writeName(node.id.name, value, node.start, node.end);
  },
  ClassExpression: nothing,
  ImportDeclaration: nothing,
  ExportAllDeclaration: lowerExportAll,
  ExportDefaultDeclaration: (l, node) => lowerExportDefault(l, node),
  ExportNamedDeclaration: (l, node) => {
    if (node.declaration !== null) lowerStatement(l, node.declaration);
    lowerExportNamed(l, node);
  },
  TSExportAssignment: lowerExportAssignment,
  TSNamespaceExportDeclaration: nothing,
  TSTypeAliasDeclaration: nothing,
  TSInterfaceDeclaration: nothing,
  TSEnumDeclaration: lowerEnum,
  TSModuleDeclaration: lowerNamespace,
  TSImportEqualsDeclaration: lowerImportEquals,
};
