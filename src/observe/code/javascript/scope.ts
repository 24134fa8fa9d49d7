import type { Variable } from '../ir/variable.ts';

/** One name that the code declares, and how it is used: what decides whether inner functions may see its value. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  readonly kind: 'variable' | 'function' | 'import' | 'type';
  assignments: number;
  captured: boolean;
  assignedInside: boolean;
  lastAssigned: number;
  read: boolean;
  /** What an import's name stands for. */
  readonly from?: { readonly specifier: string; readonly name: string };
  /** While its function is being lowered. */
  variable: Variable | undefined;
}

export class Scope {
  readonly parent: Scope | undefined;
  /** The scope of the function that it stands in. */
  readonly function: Scope;
  readonly names = new Map<string, Binding>();

  constructor(parent: Scope | undefined, isFunction: boolean) {
    this.parent = parent;
    this.function = isFunction || parent === undefined ? this : parent.function;
  }

  find(name: string): Binding | undefined {
    const own = this.names.get(name);
    if (own !== undefined) return own;
    for (let scope = this.parent; scope !== undefined; scope = scope.parent) {
      const binding = scope.names.get(name);
      if (binding !== undefined) return binding;
    }
    return undefined;
  }
}

export interface Scopes {
  readonly top: Scope;
  /** By the node that opens it: a function, a class, a block, a loop, a `catch`, a `switch`. Blocks that declare nothing have none. */
  readonly of: ReadonlyMap<object, Scope>;
}

/** What `module.exports` is, under a name that no code can have. */
export const exportsName = 'module.exports';

/** A name of the scope; the same when it is declared twice. */
export function declare(
  scope: Scope,
  name: string,
  kind: Binding['kind'],
  assignments: number,
  from?: Binding['from'],
): Binding {
  let binding = scope.names.get(name);
  if (binding === undefined) {
    binding = {
      name,
      scope,
      kind,
      assignments,
      captured: false,
      assignedInside: false,
      lastAssigned: 0,
      read: false,
      variable: undefined,
      ...(from && { from }),
    };
    scope.names.set(name, binding);
  }
  return binding;
}
