import { ConstKind, type FunctionIr, Op, type ParamIr } from './ir.ts';
import { knownParams } from './known-params.ts';
import { putAt, rewriteOperands } from './operands.ts';
import { AccessPaths } from './access-paths.ts';
import type { Folded } from './folding.ts';
import { Containers } from './containers.ts';
import type { ModuleTexts, Pair } from './code-writer.ts';
import { HoldingWriter } from './holding-writer.ts';
import { Control } from './control.ts';
import { SlotKind, SsaState } from './ssa.ts';
import { beginsBefore, Variable, type VariableOwner, type VariableUse } from './variable.ts';

export interface FunctionHead {
  /** `<anonymous>` where nothing names it. */
  readonly name: string;
  readonly owner: FunctionBuilder | undefined;
  /** The class whose member it is: its number. */
  readonly class?: number;
  readonly flags?: number;
  readonly start: number;
  readonly end: number;
  /** It is lowered before its place in the code comes (a declared function, which is hoisted). */
  readonly hoisted?: boolean;
}

/** What a function needs of the module that it stands in. */
export interface ModuleParts extends ModuleTexts {
  outer(builder: FunctionBuilder, at: number, variable?: Variable): void;
}

/** What handlers read of a request by `get`, and nobody writes. */
const partsOfRequests: ReadonlySet<string> = new Set([
  'args',
  'form',
  'values',
  'GET',
  'POST',
  'COOKIES',
  'META',
  'query_params',
  'headers',
  'cookies',
  'searchParams',
]);

/**
 * Makes one function. Each method that gives a number gives a value; `start` and `end` are UTF-16 offsets of the code that it stands for.
 * Variables are read and written here; forks, loops and the like are told to `control`, and code after `return` is not to be lowered:
 * ask `control.reachable` before each statement.
 *
 * Reading a member twice gives one value as long as nothing is stored under that name, so that what is tested is what is used.
 * Logical operators have one spelling in all languages, since branches look into them: `!`, `&&`, `||` (and `??`).
 */
export class FunctionBuilder extends HoldingWriter implements VariableOwner {
  readonly module: ModuleParts;
  readonly id: number;
  readonly symbol: string;
  readonly head: FunctionHead;
  readonly control: Control;
  readonly decorators: number[] = [];
  flags: number;
  protected readonly ssa: SsaState;
  readonly #params: { name: number; type: number; kind: ParamIr['kind']; decorators: number[] }[] = [];
  readonly #replaced = new Map<number, number>();
  #cells = 0;
  readonly #paths: AccessPaths;
  protected readonly containers: Containers;
  readonly #globals = new Map<number, number>();
  readonly #outers = new Map<Variable, number>();
  readonly #outerCells = new Map<Variable, number>();
  readonly #paramValues: number[] = [];
  /** It is called for that it throws: what it knows of its parameters by its end is kept. */
  isRequirement = false;
  #this = -1;
  #undefined = -1;

  constructor(module: ModuleParts, id: number, head: FunctionHead, symbol: string) {
    super(module);
    this.module = module;
    this.id = id;
    this.head = head;
    this.symbol = symbol;
    this.flags = head.flags ?? 0;
    this.ssa = new SsaState({
      phi: (operands) => this.phi(operands, this.code[operands[0]! * 6 + 4]!, this.code[operands[0]! * 6 + 5]!),
      guard: (value, test, truth) =>
        this.emit(Op.Guard, value, test, truth, this.code[test * 6 + 4]!, this.code[test * 6 + 5]!),
      openPhi: () => this.emit(Op.Phi, 0, 0, 0, head.start, head.start),
      closePhi: (phi, operands) => {
        for (const operand of operands) this.containers.release(operand);
        this.setPool(phi, operands);
      },
      undefined: () => this.undefined(),
      reload: (loaded) => this.#reload(loaded),
      replace: (value, by) => this.#replaced.set(value, by),
    });
    this.#paths = new AccessPaths(this.ssa);
    this.containers = new Containers(this.ssa, {
      code: this.code,
      pool: this.pool,
      text: (number) => module.textOf(number),
    });
    this.control = new Control(this.ssa, this);
  }

  // Parameters and variables.

  /** The next parameter; its value is `param(n)`. */
  addParam(param: {
    name: string | undefined;
    type?: string | undefined;
    kind?: ParamIr['kind'];
    decorators?: readonly number[];
  }): number {
    this.#params.push({
      name: param.name === undefined ? -1 : this.module.text(param.name),
      type: param.type === undefined ? -1 : this.module.text(param.type),
      kind: param.kind ?? 'plain',
      decorators: [...(param.decorators ?? [])],
    });
    return this.#params.length - 1;
  }

  param(index: number, start: number, end: number): number {
    return (this.#paramValues[index] = this.emit(Op.Param, index, 0, 0, start, end));
  }

  /** A variable of this function. Within a loop's body: one that begins anew in each round. */
  variable(use: VariableUse): Variable {
    const isShared = use.captured && use.reassigned;
    const kind = use.reassigned ? (use.assignedInside ? SlotKind.memo : SlotKind.variable) : SlotKind.steady;
    return new Variable(this, this.ssa.slot(kind), isShared ? this.#cells++ : -1, use);
  }

  read(variable: Variable, start: number, end: number): number {
    if (variable.owner !== this) return this.#readOuter(variable, start, end);
    const value = this.ssa.read(variable.slot);
    if (value >= 0) return value;
    if (variable.cell < 0 || !variable.use.assignedInside) return this.undefined();
    const loaded = this.emit(Op.LoadCell, this.id, variable.cell, 0, start, end);
    this.ssa.write(variable.slot, loaded);
    return loaded;
  }

  write(variable: Variable, value: number, start: number, end: number): void {
    if (variable.owner !== this) {
      this.emit(Op.StoreCell, variable.owner.id, variable.cell, value, start, end);
      const slot = this.#outerCells.get(variable);
      if (slot !== undefined) this.ssa.write(slot, value);
      return;
    }
    variable.assigned(value);
    // Functions inside may change what it holds.
    if (variable.use.captured) this.containers.release(value);
    if (variable.cell >= 0) this.emit(Op.StoreCell, this.id, variable.cell, value, start, end);
    this.ssa.write(variable.slot, variable.use.assignedInside ? -1 : value);
  }

  #readOuter(variable: Variable, start: number, end: number): number {
    const known = this.#outers.get(variable);
    if (known !== undefined) return this.ssa.guarded(known);
    const { owner, cell, use } = variable;
    if (cell >= 0 && (use.assignedInside || beginsBefore(this, owner, use.lastAssigned))) {
      let slot = this.#outerCells.get(variable);
      if (slot === undefined) {
        slot = this.ssa.slot(SlotKind.memo);
        this.#outerCells.set(variable, slot);
      }
      const value = this.ssa.read(slot);
      if (value >= 0) return value;
      const loaded = this.emit(Op.LoadCell, owner.id, cell, 0, start, end);
      this.ssa.write(slot, loaded);
      return loaded;
    }
    const now = owner.valueNow(variable.slot);
    const constant = now < 0 ? undefined : owner.constantAt(now);
    if (constant !== undefined) return this.const(constant.text, constant.kind, start, end);
    const outer = this.emit(Op.Outer, owner.id, now < 0 ? 0 : now, 0, start, end);
    this.module.outer(this, outer, now < 0 ? variable : undefined);
    this.#outers.set(variable, outer);
    return outer;
  }

  // Values.

  undefined(): number {
    if (this.#undefined < 0)
      this.#undefined = this.const('undefined', ConstKind.undefined, this.head.start, this.head.start);
    return this.#undefined;
  }

  this(start: number, end: number): number {
    if (this.#this < 0) this.#this = this.emit(Op.This, 0, 0, 0, start, end);
    return this.ssa.guarded(this.#this);
  }

  global(name: string, start: number, end: number): number {
    const text = this.module.text(name);
    const value = this.#globals.get(text) ?? this.emit(Op.Global, text, 0, 0, start, end);
    this.#globals.set(text, value);
    return this.ssa.guarded(value);
  }

  /** `item`: Python's `o['name']`. */
  load(base: number, name: string, start: number, end: number, item = false): number {
    const text = this.module.text(name);
    const held = this.held(base, name, start, end);
    if (held >= 0) return held;
    const slot = this.#paths.member(base, text, item);
    const known = this.#recall(slot, base);
    if (known >= 0) return known;
    const value = this.emit(Op.Load, base, text, item ? 1 : 0, start, end);
    this.ssa.write(slot, value);
    return value;
  }

  loadAt(base: number, key: number, start: number, end: number): number {
    const name = this.nameAt(key);
    if (name !== undefined) return this.load(base, name, start, end, this.module.language === 'python');
    const slot = this.#paths.element(base, key);
    const known = this.#recall(slot, base);
    if (known >= 0) return known;
    const value = this.emit(Op.LoadAt, base, key, 0, start, end);
    this.ssa.write(slot, value);
    return value;
  }

  /** What is asked of a request twice is one value, so that a test of the first is one of the second. */
  override call(
    callee: number,
    receiver: number,
    given: readonly number[],
    start: number,
    end: number,
    flags = 0,
    keywords: readonly Pair[] = [],
  ): number {
    const isPlain = receiver >= 0 && flags === 0 && keywords.length === 0 && given.length === 1 && given[0]! >= 0;
    const slot = isPlain ? this.#askedOfRequest(callee, receiver, given[0]!) : -1;
    const known = slot < 0 ? -1 : this.ssa.read(slot);
    if (known >= 0) return known;
    const value = super.call(callee, receiver, given, start, end, flags, keywords);
    if (slot >= 0) this.ssa.write(slot, value);
    return value;
  }

  /** The slot of `request.args.get('next')`; -1 for other calls. */
  #askedOfRequest(callee: number, receiver: number, key: number): number {
    if (this.#loadedName(callee) !== 'get' || !partsOfRequests.has(this.#loadedName(receiver))) return -1;
    const name = this.nameAt(key);
    return name === undefined ? -1 : this.#paths.member(receiver, this.module.text(`get(${name})`), false);
  }

  #loadedName(value: number): string {
    const at = this.ssa.rootOf(value) * 6;
    return this.code[at] === Op.Load ? this.module.textOf(this.code[at + 2]!) : '';
  }

  store(base: number, name: string, value: number, start: number, end: number, item = false): void {
    const text = this.module.text(name);
    this.emit(Op.Store, base, text, value, start, end);
    this.putInto(base, name, value);
    const slot = this.#paths.stored(base, text, item);
    this.ssa.write(slot, value);
  }

  storeAt(base: number, key: number, value: number, start: number, end: number): void {
    const name = this.nameAt(key);
    if (name !== undefined) return this.store(base, name, value, start, end, this.module.language === 'python');
    this.containers.release(base);
    this.emit(Op.StoreAt, base, key, value, start, end);
    this.#paths.storedSomewhere(base);
  }

  // What code does.

  /** -1 for nothing. Ends this way. */
  return(value: number, start: number, end: number): void {
    const known = knownParams(this.code, value, this.#paramValues, this.ssa, this.isRequirement);
    this.emit(Op.Return, value, this.pool.push(...known) - known.length, known.length, start, end);
    this.control.unreachable();
  }

  /** What the values between two places return is never given: what stands in `finally` leaves another way. */
  overrule(from: number, to: number): void {
    for (let value = from; value < to; value++) if (this.code[value * 6] === Op.Return) this.code[value * 6 + 1] = -1;
  }

  /** Ends this way, in the innermost handler. */
  throw(value: number, start: number, end: number): void {
    this.emit(Op.Throw, value, 0, 0, start, end);
    this.control.thrown(value);
  }

  // For `ModuleBuilder`, and for functions inside.

  constantAt(value: number): Folded | undefined {
    const constant = this.folded(this.resolve(value));
    // What is nothing yet may be given a value by somebody who does not stand in the code (`export let` of a component).
    const isValue = constant !== undefined && constant.kind <= ConstKind.false;
    return isValue ? constant : undefined;
  }

  valueNow(slot: number): number {
    return this.ssa.read(slot);
  }

  resolve(value: number): number {
    let found = value;
    for (let next = this.#replaced.get(found); next !== undefined; next = this.#replaced.get(found)) found = next;
    return found;
  }

  finish(place?: (at: number) => number): FunctionIr {
    if (place !== undefined) putAt(this.code, place);
    if (this.#replaced.size > 0) rewriteOperands(this.code, this.pool, (value) => this.resolve(value));
    const { owner } = this.head;
    const start = place?.(this.head.start) ?? this.head.start;
    const end = place?.(this.head.end) ?? this.head.end;
    const resolve = (value: number): number => (owner === undefined ? value : owner.resolve(value));
    return {
      name: this.module.text(this.head.name),
      symbol: this.module.text(this.symbol),
      owner: owner?.id ?? -1,
      class: this.head.class ?? -1,
      flags: this.flags,
      params: this.#params.map((param) => ({ ...param, decorators: param.decorators.map(resolve) })),
      cells: this.#cells,
      decorators: this.decorators.map(resolve),
      start,
      end,
      code: this.code,
      pool: this.pool,
    };
  }

  /** Reads again what was loaded before a loop that stores there. */
  #reload(loaded: number): number {
    const at = this.ssa.rootOf(loaded) * 6;
    const code = this.code;
    const op = code[at]!;
    if (op !== Op.Load && op !== Op.LoadAt && op !== Op.LoadCell) return loaded;
    return this.emit(op, code[at + 1]!, code[at + 2]!, code[at + 3]!, code[at + 4]!, code[at + 5]!);
  }

  /** What was loaded or stored there before, with what is known of it and of the base; -1 for nothing. */
  #recall(slot: number, base: number): number {
    const value = this.ssa.read(slot);
    if (value < 0) return -1;
    const root = this.ssa.rootOf(value);
    const op = this.code[root * 6];
    return op === Op.Load || op === Op.LoadAt ? this.ssa.guardedThrough(value, base, this.code[root * 6 + 1]!) : value;
  }
}
