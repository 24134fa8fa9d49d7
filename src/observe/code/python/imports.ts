import { child, children, type Lowering, writeName } from './lowering.ts';

/** `import a.b, c as d`. */
export function importNames(l: Lowering, node: number): void {
  const { tree, names } = l;
  for (const one of children(l, node)) {
    if (tree.kind[one] === names.kind.aliased_import) {
      const name = child(l, one, 'name');
      const alias = child(l, one, 'alias');
      if (name !== -1 && alias !== -1) writeName(l, alias, imported(l, one, moduleName(tree.textOf(name)), '*'));
    } else if (tree.kind[one] === names.kind.dotted_name) importDotted(l, one);
  }
}

/** `import a.b` names a, whose member b is then the module a.b. */
function importDotted(l: Lowering, dotted: number): void {
  const { f, tree } = l;
  const [first, ...rest] = children(l, dotted);
  if (first === undefined) return;
  let path = tree.textOf(first);
  let module = imported(l, dotted, path, '*');
  writeName(l, first, module);
  for (const step of rest) {
    const name = tree.textOf(step);
    path += `.${name}`;
    const inner = imported(l, dotted, path, '*');
    f.store(module, name, inner, tree.start[dotted]!, tree.end[dotted]!);
    module = inner;
  }
}

/** `from ..a import b as c` and `from a import *`. */
export function importFrom(l: Lowering, node: number): void {
  const { f, tree, names } = l;
  const from = child(l, node, 'module_name');
  if (from === -1) return;
  const module = moduleName(tree.textOf(from));
  for (const one of children(l, node)) {
    if (tree.kind[one] === names.kind.wildcard_import) {
      f.exportAll(module, tree.start[node]!, tree.end[node]!);
      continue;
    }
    if (tree.field[one] !== names.field.name) continue;
    const isAliased = tree.kind[one] === names.kind.aliased_import;
    const name = isAliased ? child(l, one, 'name') : one;
    const bound = isAliased ? child(l, one, 'alias') : tree.firstNamedChild(one);
    if (name !== -1 && bound !== -1) writeName(l, bound, imported(l, one, module, tree.textOf(name)));
  }
}

function imported(l: Lowering, node: number, module: string, name: string): number {
  return l.f.import(module, name, l.f.id !== 0, l.tree.start[node]!, l.tree.end[node]!);
}

/** As written, without blanks: `..a.b`. */
function moduleName(written: string): string {
  return written.replace(/\s+/g, '');
}
