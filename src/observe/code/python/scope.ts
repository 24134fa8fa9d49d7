import type { SyntaxTree } from '#ground/syntax';
import type { Variable } from '../ir/variable.ts';
import type { Names } from './names.ts';

/** A name in the scope that it belongs to. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  /** What an import makes it: `flask.abort`. */
  imported: string | undefined;
  assigned: number;
  isCaptured: boolean;
  /** By a function inside the one that it belongs to. */
  isAssignedInside: boolean;
  isAssignedInLoop: boolean;
  firstAssigned: number;
  lastAssigned: number;
  firstUse: number;
  /** Set while its scope is lowered. */
  variable: Variable | undefined;
}

export interface Scope {
  readonly kind: 'module' | 'function' | 'class' | 'comprehension';
  readonly node: number;
  readonly parent: Scope | undefined;
  readonly bindings: Map<string, Binding>;
  /** Names that `global` and `nonlocal` say belong elsewhere. */
  elsewhere: Map<string, 'global' | 'nonlocal'> | undefined;
  /** It has a `yield` of its own. */
  isGenerator: boolean;
}

/** The scope in whose function a comprehension stands; itself for others. */
export function functionOf(scope: Scope): Scope {
  let at = scope;
  while (at.kind === 'comprehension') at = at.parent!;
  return at;
}

/** The walk over a file that finds scopes and what is bound in them, as what it meets sees it. */
export interface ScopeWalk {
  readonly tree: SyntaxTree;
  readonly names: Names;
  readonly starImports: string[];
  bindingOf(node: number): Binding | undefined;
  openScope(kind: Scope['kind'], node: number, parent: Scope): Scope;
  /** The child under a field; -1 when there is none. */
  field(node: number, field: keyof Names['field']): number;
  /** What stands in the head of a scope is of the scope around it. */
  head(node: number, scope: Scope): void;
  /** An identifier that names no value: a member, a keyword. */
  pass(node: number): void;
  passAll(node: number): void;
  /** What is assigned is read too. */
  use(node: number, scope: Scope): void;
  inLoop(node: number): void;
  elsewhere(node: number, scope: Scope, which: 'global' | 'nonlocal'): void;
  bindTargets(target: number, scope: Scope, times?: number): void;
  bind(node: number, scope: Scope, times?: number): void;
}
