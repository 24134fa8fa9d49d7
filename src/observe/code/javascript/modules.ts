import type {
  ExportAllDeclaration,
  ExportDefaultDeclaration,
  ExportNamedDeclaration,
  Statement,
  TSExportAssignment,
  TSImportEqualsDeclaration,
} from 'oxc-parser';
import { lowerClass, lowerFunction } from './functions.ts';
import type { FunctionLike, Lowering } from './lowering.ts';
import { moduleName, namesIn } from './hoist.ts';

/** Imports are there before anything runs. Those that stand for types alone, or that nothing reads, give no value. */
export function lowerImports(l: Lowering, list: readonly Statement[]): void {
  for (const statement of list) {
    if (statement.type !== 'ImportDeclaration') continue;
    const specifier = statement.source.value;
    l.module.request(specifier);
    for (const one of statement.specifiers) {
      const binding = l.scope.names.get(one.local.name);
      if (binding?.kind !== 'import' || !binding.read || binding.from?.specifier !== specifier) continue;
      const { start, end } = one;
      l.writeName(one.local.name, l.f.import(specifier, binding.from.name, false, start, end), start, end);
    }
  }
}

/** `import x = require('y')` and `import A = B.C`. */
export function lowerImportEquals(l: Lowering, node: TSImportEqualsDeclaration): void {
  const { moduleReference, start, end } = node;
  if (node.importKind === 'type') return;
  if (moduleReference.type === 'TSExternalModuleReference') {
    return l.writeName(node.id.name, l.f.import(moduleReference.expression.value, '*', false, start, end), start, end);
  }
  const parts: string[] = [];
  let at = moduleReference;
  while (at.type === 'TSQualifiedName') {
    parts.unshift(at.right.name);
    const { left } = at;
    if (left.type === 'ThisExpression') return;
    at = left;
  }
  if (at.type !== 'Identifier') return;
  let value = l.readName(at.name, start, end);
  for (const part of parts) value = l.f.load(value, part, start, end);
  l.writeName(node.id.name, value, start, end);
}

export function lowerExportAll(l: Lowering, node: ExportAllDeclaration): void {
  const { source, exported, start, end } = node;
  l.module.request(source.value);
  if (node.exportKind === 'type') return;
  if (exported === null) l.f.exportAll(source.value, start, end);
  else l.f.export(moduleName(exported), l.f.import(source.value, '*', false, start, end), start, end);
}

/** Names are exported as what they are when all of the module has run. */
export function lowerExportNamed(l: Lowering, node: ExportNamedDeclaration): void {
  const { source, declaration } = node;
  if (source !== null) l.module.request(source.value);
  if (node.exportKind === 'type') return;
  for (const { local, exported, exportKind, start, end } of node.specifiers) {
    if (exportKind === 'type') continue;
    if (source !== null)
      l.f.export(moduleName(exported), l.f.import(source.value, moduleName(local), false, start, end), start, end);
    else exportName(l, moduleName(local), moduleName(exported), start, end);
  }
  if (declaration === null || ('declare' in declaration && declaration.declare)) return;
  for (const { name, start, end } of namesOf(declaration)) exportName(l, name, name, start, end);
}

function namesOf(
  declaration: NonNullable<ExportNamedDeclaration['declaration']>,
): { name: string; start: number; end: number }[] {
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id, start, end }) =>
      // The walk over patterns is shared with scopes, which know nodes by their properties' names alone.
      namesIn(id as unknown as Parameters<typeof namesIn>[0]).map((name) => ({ name, start, end })),
    );
  }
  if (
    !('id' in declaration) ||
    declaration.id?.type !== 'Identifier' ||
    /^TS(Type|Interface|Declare)/.test(declaration.type)
  )
    return [];
  return [{ name: declaration.id.name, start: declaration.start, end: declaration.end }];
}

function exportName(l: Lowering, local: string, exported: string, start: number, end: number): void {
  const variable = l.scope.find(local)?.variable;
  if (variable === undefined || l.scope !== l.scopes.top) return;
  const { scope } = l;
  l.exports.push(() => {
    if (scope.find(local)?.variable === variable) l.f.export(exported, l.f.read(variable, start, end), start, end);
  });
}

export function lowerExportDefault(l: Lowering, node: ExportDefaultDeclaration): void {
  const { declaration, start, end } = node;
  if (declaration.type === 'TSInterfaceDeclaration') return;
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
    if (declaration.id !== null) {
      if (declaration.type === 'ClassDeclaration')
        l.writeName(declaration.id.name, lowerClass(l, declaration, undefined), start, end);
      return exportName(l, declaration.id.name, 'default', start, end);
    }
    const value =
      declaration.type === 'ClassDeclaration'
        ? lowerClass(l, declaration, 'default')
        : l.f.function(
            lowerFunction(l, declaration as FunctionLike, { name: 'default' }),
            declaration.start,
            declaration.end,
          );
    return l.f.export('default', value, start, end);
  }
  l.f.export('default', l.expression(declaration, 'default'), start, end);
}

export function lowerExportAssignment(l: Lowering, node: TSExportAssignment): void {
  l.f.export('=', l.expression(node.expression), node.start, node.end);
}
