import type { SyntaxTree } from '#ground/syntax';
import type { ModuleBuilder } from '../ir/builder.ts';
import type { FunctionBuilder } from '../ir/function-builder.ts';
import type { Names } from './names.ts';
import type { Binding, Scope } from './scope.ts';
import type { Scopes } from './scopes.ts';

/** One file while it is lowered: what all parts of the front end work on. */
export interface Lowering {
  readonly tree: SyntaxTree;
  readonly names: Names;
  readonly scopes: Scopes;
  readonly module: ModuleBuilder;
  /** The function whose code is made now, and the scope that stands for it. */
  f: FunctionBuilder;
  scope: Scope;
  /** The function whose code is made now makes a context manager of what it yields. */
  isManager: boolean;
  /** The number of the class whose body is lowered now; -1 for none. */
  classNumber: number;
  /** The value of an expression. */
  expression(node: number): number;
  /** The statements in a block, in order. */
  block(node: number): void;
}

/** What an expression or a statement becomes, by the name of its kind. */
export type ExpressionTable = Readonly<Record<string, (l: Lowering, node: number) => number>>;
export type StatementTable = Readonly<Record<string, (l: Lowering, node: number) => void>>;

/** The child under a field; -1 when there is none. */
export function child(l: Lowering, node: number, field: keyof Names['field']): number {
  return l.tree.childAt(node, l.names.field[field]);
}

/** The value of the child under a field; undefined's, when code that is broken has none. */
export function childValue(l: Lowering, node: number, field: keyof Names['field']): number {
  const at = child(l, node, field);
  return at === -1 ? l.f.undefined() : l.expression(at);
}

/** Named children without comments. */
export function children(l: Lowering, node: number): number[] {
  const { tree, names } = l;
  const found: number[] = [];
  for (let at = tree.firstNamedChild(node); at !== -1; at = tree.nextNamedSibling(at))
    if (tree.kind[at] !== names.kind.comment) found.push(at);
  return found;
}

/** Makes the variables of the scope that was just entered, in the function that is open. */
export function declare(l: Lowering, scope: Scope): void {
  for (const binding of scope.bindings.values()) binding.variable = l.f.variable(useOf(binding));
}

function useOf(binding: Binding): Parameters<FunctionBuilder['variable']>[0] {
  const { assigned, isAssignedInside, isAssignedInLoop, firstUse, firstAssigned, isCaptured, lastAssigned } = binding;
  return {
    captured: isCaptured,
    // What is read above its one assignment in a loop has the value of the round before.
    reassigned: assigned > 1 || isAssignedInside || (isAssignedInLoop && firstUse < firstAssigned),
    assignedInside: isAssignedInside,
    lastAssigned,
  };
}

/** What an identifier names. */
export function readName(l: Lowering, node: number): number {
  const binding = l.scopes.bindingOf(node);
  const start = l.tree.start[node]!;
  const end = l.tree.end[node]!;
  if (binding?.variable !== undefined) return l.f.read(binding.variable, start, end);
  return readUnbound(l, l.tree.textOf(node), start, end);
}

/** Something built in, or something that `from … import *` brought. */
function readUnbound(l: Lowering, name: string, start: number, end: number): number {
  const { starImports } = l.scopes;
  if (starImports.length === 0 || builtins.has(name)) return l.f.global(name, start, end);
  const brought = starImports.slice(0, mostStarImports).map((module) => l.f.import(module, name, false, start, end));
  return brought.length === 1 ? brought[0]! : l.f.phi(brought, start, end);
}

const mostStarImports = 4;

/** The full name of what an expression names by imports alone, or of something built in: `flask.abort`. */
export function qualifiedName(l: Lowering, expression: number): string | undefined {
  const { tree, names } = l;
  let members = '';
  let node = expression;
  while (tree.kind[node] === names.kind.attribute) {
    const member = child(l, node, 'attribute');
    const object = child(l, node, 'object');
    if (member === -1 || object === -1) return undefined;
    members = `.${tree.textOf(member)}${members}`;
    node = object;
  }
  if (tree.kind[node] !== names.kind.identifier) return undefined;
  const binding = l.scopes.bindingOf(node);
  const name = binding === undefined ? tree.textOf(node) : binding.assigned === 1 ? binding.imported : undefined;
  return name === undefined ? undefined : name + members;
}

/** Assigns to an identifier. */
export function writeName(l: Lowering, node: number, value: number): void {
  const variable = l.scopes.bindingOf(node)?.variable;
  if (variable !== undefined) l.f.write(variable, value, l.tree.start[node]!, l.tree.end[node]!);
}

/** Those that code calls often; a module of `import *` that hides one is rare. */
const builtins = new Set(
  (
    'abs all any ascii bin bool bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec ' +
    'filter float format frozenset getattr globals hasattr hash hex id input int isinstance issubclass iter len list locals map max ' +
    'memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum ' +
    'super tuple type vars zip __import__ __name__ __file__ Exception ValueError TypeError KeyError IndexError AttributeError RuntimeError ' +
    'NotImplementedError StopIteration OSError IOError ImportError raw_input unicode xrange execfile reload'
  ).split(' '),
);
