import { declare, type Binding, type Scope } from './scope.ts';

/** A node as walks over all kinds of them see it. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

/** Declares what the statements of a block declare, and what `var` in them declares for the function. */
export function hoist(statements: readonly Node[], scope: Scope, ofFunction: Scope): void {
  for (const statement of statements) {
    const declaration = declared(statement);
    if (declaration === undefined) continue;
    const { type } = declaration;
    if (type === 'VariableDeclaration') hoistVariables(declaration, declaration['kind'] === 'var' ? ofFunction : scope);
    else if (type === 'FunctionDeclaration') hoistNamed(declaration, scope, 'function');
    else if (type === 'ClassDeclaration' || type === 'TSEnumDeclaration') hoistNamed(declaration, scope, 'variable');
    else if (type === 'TSModuleDeclaration') hoistNamespace(declaration, scope);
    else if (type === 'ImportDeclaration') hoistImport(declaration, scope);
    else if (type === 'TSImportEqualsDeclaration') hoistImportEquals(declaration, scope);
    else hoistVar(declaration, ofFunction);
  }
}

function hoistVariables(declaration: Node, scope: Scope): void {
  for (const declarator of declaration['declarations'] as readonly Node[]) {
    for (const name of namesIn(declarator['id'] as Node)) declare(scope, name, 'variable', 0);
  }
}

/** `var` in statements inside of others. */
function hoistVar(start: Node, scope: Scope): void {
  const open: Node[] = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'VariableDeclaration') {
      if (node['kind'] === 'var') hoistVariables(node, scope);
      continue;
    }
    for (const key of nestedStatements[node.type] ?? []) {
      const child = node[key];
      if (Array.isArray(child)) open.push(...(child as Node[]));
      else if (child != null) open.push(child as Node);
    }
  }
}

const nestedStatements: Readonly<Record<string, readonly string[]>> = {
  BlockStatement: ['body'],
  CatchClause: ['body'],
  DoWhileStatement: ['body'],
  ForInStatement: ['left', 'body'],
  ForOfStatement: ['left', 'body'],
  ForStatement: ['init', 'body'],
  IfStatement: ['consequent', 'alternate'],
  LabeledStatement: ['body'],
  SwitchCase: ['consequent'],
  SwitchStatement: ['cases'],
  TryStatement: ['block', 'handler', 'finalizer'],
  WhileStatement: ['body'],
  WithStatement: ['body'],
};

function declared(statement: Node): Node | undefined {
  if (statement.type !== 'ExportNamedDeclaration' && statement.type !== 'ExportDefaultDeclaration') return statement;
  return (statement['declaration'] as Node | null) ?? undefined;
}

function hoistNamed(declaration: Node, scope: Scope, kind: Binding['kind']): void {
  const id = declaration['id'] as Node | null;
  if (id !== null && declaration['declare'] !== true) declare(scope, id['name'] as string, kind, 1);
}

function hoistNamespace(declaration: Node, scope: Scope): void {
  const id = declaration['id'] as Node;
  if (id.type === 'Identifier' && declaration['declare'] !== true && declaration['body'] !== null) {
    declare(scope, id['name'] as string, 'variable', 1).assignments++;
  }
}

function hoistImport(declaration: Node, scope: Scope): void {
  const specifier = (declaration['source'] as Node)['value'] as string;
  for (const one of declaration['specifiers'] as readonly Node[]) {
    const isType = declaration['importKind'] === 'type' || one['importKind'] === 'type';
    const name =
      one.type === 'ImportSpecifier'
        ? moduleName(one['imported'])
        : one.type === 'ImportDefaultSpecifier'
          ? 'default'
          : '*';
    declare(scope, (one['local'] as Node)['name'] as string, isType ? 'type' : 'import', 1, { specifier, name });
  }
}

function hoistImportEquals(declaration: Node, scope: Scope): void {
  const name = (declaration['id'] as Node)['name'] as string;
  const reference = declaration['moduleReference'] as Node;
  if (reference.type !== 'TSExternalModuleReference') declare(scope, name, 'variable', 1);
  else
    declare(scope, name, 'import', 1, { specifier: (reference['expression'] as Node)['value'] as string, name: '*' });
}

/** An exported or imported name, which may be written as a string. */
export function moduleName(node: unknown): string {
  const name = node as Node;
  return (name.type === 'Literal' ? name['value'] : name['name']) as string;
}

/** The names that a pattern gives values to. */
export function namesIn(pattern: Node): string[] {
  if (pattern.type === 'Identifier') return [pattern['name'] as string];
  const names: string[] = [];
  const open: (Node | null)[] = [pattern];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === null) continue;
    if (node.type === 'Identifier') names.push(node['name'] as string);
    else if (node.type === 'ObjectPattern') open.push(...(node['properties'] as Node[]));
    else if (node.type === 'Property') open.push(node['value'] as Node);
    else if (node.type === 'ArrayPattern') open.push(...(node['elements'] as Node[]));
    else if (node.type === 'AssignmentPattern') open.push(node['left'] as Node);
    else if (node.type === 'RestElement') open.push(node['argument'] as Node);
    else if (node.type === 'TSParameterProperty') open.push(node['parameter'] as Node);
    else if (wrapped.has(node.type)) open.push(node['expression'] as Node);
  }
  return names;
}

const wrapped: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'ParenthesizedExpression',
]);
