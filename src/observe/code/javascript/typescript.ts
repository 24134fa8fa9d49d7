import type { Statement, TSEnumDeclaration, TSGlobalDeclaration, TSModuleDeclaration } from 'oxc-parser';
import type { Pair } from '../ir/code-writer.ts';
import { ConstKind } from '../ir/ir.ts';
import type { Lowering } from './lowering.ts';
import { moduleName, namesIn } from './hoist.ts';

/** An enumeration is an object of constants. */
export function lowerEnum(l: Lowering, node: TSEnumDeclaration): void {
  if (node.declare) return;
  const { f } = l;
  let next = 0;
  const pairs = node.body.members.map(({ id, initializer, start, end }): Pair => {
    const name = id.type === 'TemplateLiteral' ? (id.quasis[0]?.value.cooked ?? '') : moduleName(id);
    if (initializer === null) return [name, f.const(String(next++), ConstKind.number, start, end)];
    if (initializer.type === 'Literal' && typeof initializer.value === 'number') next = initializer.value + 1;
    return [name, l.expression(initializer)];
  });
  l.writeName(node.id.name, f.object(pairs, node.start, node.end), node.start, node.end);
}

/** A namespace is an object of what it exports, made in place. */
export function lowerNamespace(l: Lowering, node: TSModuleDeclaration | TSGlobalDeclaration): void {
  const { body, id, start, end } = node;
  if (node.declare || body === null || id.type !== 'Identifier') return;
  const pairs: Pair[] = [];
  l.within(node, () => {
    l.lower.statements(l, body.body);
    for (const statement of body.body) {
      if (statement.type !== 'ExportNamedDeclaration' || statement.declaration === null) continue;
      for (const name of declaredNames(statement.declaration)) {
        if (l.scope.names.has(name)) pairs.push([name, l.readName(name, statement.start, statement.end)]);
      }
    }
  });
  l.writeName(id.name, l.f.object(pairs, start, end), start, end);
}

function declaredNames(declaration: Statement): string[] {
  // The walk over patterns is shared with scopes, which know nodes by their properties' names alone.
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => namesIn(id as unknown as Parameters<typeof namesIn>[0]));
  return 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id.name] : [];
}
