import type {
  AssignmentTargetMaybeDefault,
  AssignmentTargetRest,
  BindingPattern,
  BindingRestElement,
  Class,
  Expression,
  ArrowFunctionExpression,
  Function as FunctionNode,
  Statement,
} from 'oxc-parser';
import type { FunctionHead } from '../ir/function-builder.ts';
import type { FunctionBuilder } from '../ir/function-builder.ts';
import type { ModuleBuilder } from '../ir/builder.ts';
import type { Variable } from '../ir/variable.ts';
import { type Binding, Scope, type Scopes } from './scope.ts';

export type Pattern = BindingPattern | BindingRestElement | AssignmentTargetMaybeDefault | AssignmentTargetRest;
export type FunctionLike = FunctionNode | ArrowFunctionExpression;
export type Of<T extends Expression['type']> = Extract<Expression, { type: T }>;

/** The lowering of what stands in other files: given once, so that none of them needs to know the others. */
export interface Lowerers {
  expression(l: Lowering, node: Expression, name: string | undefined): number;
  statements(l: Lowering, list: readonly Statement[]): void;
  assign(l: Lowering, target: Pattern, value: number, isDeclared: boolean): void;
  function(l: Lowering, node: FunctionLike, head: FunctionRole): FunctionBuilder;
  class(l: Lowering, node: Class, name: string | undefined): number;
}

export interface FunctionRole {
  readonly name: string | undefined;
  /** The class whose member it is. */
  readonly class?: number;
  readonly flags?: number;
  readonly hoisted?: boolean;
}

/** Says that a file takes longer than it may. */
export class OutOfTime extends Error {}

/** Where the lowering of one file stands. */
export class Lowering {
  readonly module: ModuleBuilder;
  readonly scopes: Scopes;
  readonly text: string;
  /** The function that is being made, and the scope in which names are looked up. */
  f: FunctionBuilder;
  scope: Scope;
  readonly top: FunctionBuilder;
  readonly lower: Lowerers;
  /** What is exported once all of the module has run. */
  readonly exports: (() => void)[] = [];
  /** Classes around, the innermost last: what `super` means. */
  readonly #deadline: number;
  #statements = 0;

  constructor(module: ModuleBuilder, scopes: Scopes, text: string, lower: Lowerers, deadline: number) {
    this.module = module;
    this.scopes = scopes;
    this.text = text;
    this.lower = lower;
    this.#deadline = deadline;
    this.top = module.open({ name: '', owner: undefined, start: 0, end: text.length });
    this.f = this.top;
    this.scope = scopes.top;
    this.declareAll(this.scope);
  }

  /** `name`: what the value is about to be called, for functions and classes without a name. */
  expression(node: Expression, name?: string): number {
    return this.lower.expression(this, node, name);
  }

  tick(): void {
    if ((++this.#statements & 255) === 0 && performance.now() > this.#deadline) throw new OutOfTime();
  }

  /** Opens the scope of a node, if it has one, around what `body` lowers. */
  within(node: object, body: () => void): void {
    const scope = this.scopes.of.get(node);
    if (scope === undefined) return body();
    const outer = this.scope;
    this.scope = scope;
    this.declareAll(scope);
    body();
    this.scope = outer;
  }

  /** Opens a function of a node around what `body` lowers. */
  withinFunction(node: object, head: Omit<FunctionHead, 'owner'>, body: (f: FunctionBuilder) => void): FunctionBuilder {
    const outer = this.f;
    const outerScope = this.scope;
    const f = this.module.open({ ...head, owner: outer });
    this.f = f;
    this.scope = this.scopes.of.get(node) ?? new Scope(outerScope, true);
    this.declareAll(this.scope);
    body(f);
    this.f = outer;
    this.scope = outerScope;
    return f;
  }

  declareAll(scope: Scope): void {
    for (const binding of scope.names.values()) binding.variable = this.#variable(binding);
  }

  #variable(binding: Binding): Variable {
    return this.f.variable({
      captured: binding.captured,
      reassigned: binding.assignments > 1,
      assignedInside: binding.assignedInside,
      lastAssigned: binding.lastAssigned,
    });
  }

  /** What a name means here: a variable, something that the language knows, or a global. */
  readName(name: string, start: number, end: number): number {
    const variable = this.scope.find(name)?.variable;
    if (variable !== undefined) return this.f.read(variable, start, end);
    if (name === 'undefined') return this.f.undefined();
    if (name === 'arguments') return this.f.arguments(start, end);
    return this.f.global(name, start, end);
  }

  writeName(name: string, value: number, start: number, end: number): void {
    const variable = this.scope.find(name)?.variable;
    if (variable === undefined) this.f.store(this.f.global('globalThis', start, end), name, value, start, end);
    else if (!this.#isSettled(variable)) this.f.write(variable, value, start, end);
  }

  /** An assignment of an inner function to what the walk took for a constant: cannot be written. */
  #isSettled(variable: Variable): boolean {
    return variable.owner !== this.f && variable.cell < 0;
  }
}
