import type { SyntaxTree } from '#ground/syntax';
import { type Role, rolesByKind } from './binding.ts';
import type { Names } from './names.ts';
import { type Binding, functionOf, type Scope, type ScopeWalk } from './scope.ts';

/**
 * Who owns each name in a file, by the rules of Python's reference, section 4.2 (Naming and binding): a name that is bound anywhere in a
 * function is the function's everywhere in it. Two walks over the columns of the tree, without recursion.
 */
export class Scopes implements ScopeWalk {
  readonly module: Scope;
  /** Modules of `from … import *`, in order. */
  readonly starImports: string[] = [];
  readonly tree: SyntaxTree;
  readonly names: Names;
  private readonly scopes = new Map<number, Scope>();
  private readonly owners: Int32Array;
  private readonly bindings: Binding[] = [];
  private readonly uses: number[] = [];
  private readonly useScopes: Scope[] = [];
  /** Identifiers that are no names of values: members, keywords. */
  private readonly passed: Uint8Array;
  /** What stands in the head of a scope (defaults, bases, what is iterated first) is of the scope around it. */
  private readonly heads = new Map<number, Scope>();
  private readonly numbers = new Map<Binding, number>();
  private loopEnd = 0;

  constructor(tree: SyntaxTree, names: Names) {
    this.tree = tree;
    this.names = names;
    this.owners = new Int32Array(tree.count).fill(-1);
    this.passed = new Uint8Array(tree.count);
    this.module = newScope('module', 0, undefined);
    this.scopes.set(0, this.module);
    this.bindAll();
    this.resolveUses();
  }

  /** What an identifier names; undefined for what no scope of this file binds. */
  bindingOf(node: number): Binding | undefined {
    return this.bindings[this.owners[node]!];
  }

  /** The scope that a function, lambda, class or comprehension opens. */
  scopeOf(node: number): Scope {
    return this.scopes.get(node)!;
  }

  private bindAll(): void {
    const { tree } = this;
    const { kind, after } = tree;
    const roles = rolesOf(tree, this.names);
    const { identifier } = this.names.kind;
    // Scopes that are open, and the nodes at which they end.
    const open: Scope[] = [this.module];
    const ends: number[] = [tree.count];
    let scope = this.module;
    for (let node = 1; node < tree.count; node++) {
      while (node >= ends[ends.length - 1]!) {
        open.pop();
        ends.pop();
        scope = open.at(-1)!;
      }
      if (this.passed[node] === headMark) {
        this.passed[node] = 0;
        scope = this.heads.get(node)!;
        open.push(scope);
        ends.push(after[node]!);
      }
      const own = kind[node]!;
      if (own === identifier) {
        if (this.passed[node] === passedMark) continue;
        this.uses.push(node);
        this.useScopes.push(scope);
        continue;
      }
      const role = roles[own];
      if (role === undefined) continue;
      const inner = role(this, node, scope);
      if (inner === undefined) continue;
      scope = inner;
      open.push(scope);
      ends.push(after[node]!);
    }
  }

  openScope(kind: Scope['kind'], node: number, parent: Scope): Scope {
    const scope = newScope(kind, node, parent);
    this.scopes.set(node, scope);
    return scope;
  }

  field(node: number, field: keyof Names['field']): number {
    return this.tree.childAt(node, this.names.field[field]);
  }

  head(node: number, scope: Scope): void {
    if (node === -1) return;
    this.passed[node] = headMark;
    this.heads.set(node, scope);
  }

  pass(node: number): void {
    if (node !== -1) this.passed[node] = passedMark;
  }

  passAll(node: number): void {
    this.passed.fill(passedMark, node, this.tree.after[node]);
  }

  /** What is assigned is read too. */
  use(node: number, scope: Scope): void {
    this.uses.push(node);
    this.useScopes.push(scope);
  }

  inLoop(node: number): void {
    this.loopEnd = Math.max(this.loopEnd, this.tree.after[node]!);
  }

  elsewhere(node: number, scope: Scope, which: 'global' | 'nonlocal'): void {
    scope.elsewhere ??= new Map();
    const { tree } = this;
    for (let child = tree.firstNamedChild(node); child !== -1; child = tree.nextNamedSibling(child)) {
      scope.elsewhere.set(tree.textOf(child), which);
      this.pass(child);
    }
  }

  /** Binds all names that are assigned in a target: not the objects and keys of what is stored into. */
  bindTargets(target: number, scope: Scope, times = 1): void {
    if (target === -1) return;
    const { tree, names } = this;
    const { identifier, attribute, subscript, call } = names.kind;
    const end = tree.after[target]!;
    for (let node = target; node < end;) {
      const kind = tree.kind[node]!;
      if (kind === attribute || kind === subscript || kind === call) {
        node = tree.after[node]!;
        continue;
      }
      if (kind === identifier) this.bind(node, scope, times);
      node++;
    }
  }

  bind(node: number, scope: Scope, times = 1): void {
    this.passed[node] = passedMark;
    this.owners[node] = this.bindName(this.tree.textOf(node), node, scope, times);
  }

  bindName(name: string, node: number, scope: Scope, times = 1): number {
    const owner = ownerOf(name, scope);
    let binding = owner.bindings.get(name);
    if (binding === undefined) {
      binding = {
        name,
        scope: owner,
        imported: undefined,
        assigned: 0,
        isCaptured: false,
        isAssignedInside: false,
        isAssignedInLoop: false,
        firstAssigned: Infinity,
        lastAssigned: -1,
        firstUse: Infinity,
        variable: undefined,
      };
      owner.bindings.set(name, binding);
      this.numbers.set(binding, this.bindings.push(binding) - 1);
    }
    binding.assigned += times;
    if (owner !== functionOf(scope) && owner !== scope) {
      binding.isCaptured = true;
      binding.isAssignedInside = true;
    } else {
      binding.firstAssigned = Math.min(binding.firstAssigned, this.tree.start[node]!);
      binding.lastAssigned = Math.max(binding.lastAssigned, this.tree.end[node]!);
    }
    if (node < this.loopEnd) binding.isAssignedInLoop = true;
    return this.numbers.get(binding)!;
  }

  private resolveUses(): void {
    const { tree, uses, useScopes } = this;
    for (let at = 0; at < uses.length; at++) {
      const node = uses[at]!;
      const scope = useScopes[at]!;
      const binding = lookUp(tree.textOf(node), scope);
      if (binding === undefined) continue;
      this.owners[node] = this.numbers.get(binding)!;
      if (functionOf(binding.scope) !== functionOf(scope)) binding.isCaptured = true;
      else binding.firstUse = Math.min(binding.firstUse, tree.start[node]!);
    }
  }
}

const passedMark = 1;
const headMark = 2;

function newScope(kind: Scope['kind'], node: number, parent: Scope | undefined): Scope {
  return { kind, node, parent, bindings: new Map(), elsewhere: undefined, isGenerator: false };
}

/** The scope to which a name belongs that is bound in `scope`. */
function ownerOf(name: string, scope: Scope): Scope {
  const where = scope.elsewhere?.get(name);
  if (where === undefined) return scope;
  let at = scope;
  while (at.parent !== undefined) {
    at = at.parent;
    if (where === 'nonlocal' && at.kind === 'function' && at.bindings.has(name)) return at;
  }
  return where === 'global' ? at : scope;
}

function lookUp(name: string, from: Scope): Binding | undefined {
  let isInner = false;
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
    const where = scope.elsewhere?.get(name);
    if (where !== undefined) scope = ownerOf(name, scope);
    // A class's names are not seen by the functions in it.
    if (scope.kind !== 'class' || !isInner) {
      const binding = scope.bindings.get(name);
      if (binding !== undefined) return binding;
    }
    if (scope.kind === 'function') isInner = true;
  }
  return undefined;
}

let knownRoles: { readonly names: Names; readonly roles: readonly (Role | undefined)[] } | undefined;

function rolesOf(tree: SyntaxTree, names: Names): readonly (Role | undefined)[] {
  if (knownRoles?.names !== names) {
    const roles: (Role | undefined)[] = [];
    for (let kind = 0; kind < tree.grammar.kinds.length; kind++)
      roles.push(tree.grammar.named[kind] === 1 ? rolesByKind.get(tree.grammar.kinds[kind]!) : undefined);
    knownRoles = { names, roles };
  }
  return knownRoles.roles;
}
