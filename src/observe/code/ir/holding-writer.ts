import { choices, CodeWriter, type Pair } from './code-writer.ts';
import { type Containers, tell, type Told } from './containers.ts';
import { ConstKind, Op } from './ir.ts';
import type { SsaState } from './ssa.ts';

/** Opcodes by which somebody else may get hold of a value. */
const keeps = new Uint8Array(64);
for (const op of [
  Op.Store,
  Op.StoreAt,
  Op.StoreCell,
  Op.Export,
  Op.Binary,
  Op.Yield,
  Op.Throw,
  Op.Await,
  Op.Object,
  Op.Array,
  Op.Markup,
  Op.Phi,
  Op.Other,
  Op.Caught,
])
  keeps[op] = 1;

/** Writes what is done with lists and tables, and answers by what they are known to hold. */
export abstract class HoldingWriter extends CodeWriter {
  protected abstract readonly ssa: SsaState;
  protected abstract readonly containers: Containers;

  abstract undefined(): number;

  override delete(value: number, name: string | undefined, start: number, end: number): void {
    super.delete(value, name, start, end);
    const content = this.containers.of(value);
    if (content === undefined) return;
    if (name === undefined) this.containers.release(value);
    else if (content.is === 'list') {
      const place = Number(name);
      const at = place < 0 ? place + content.items.length : place;
      this.containers.put(value, { is: 'list', items: content.items.toSpliced(at, 1) });
    } else {
      const members = new Map(content.members);
      if (this.texts.language === 'javascript') members.set(name, this.undefined());
      else members.delete(name);
      this.containers.put(value, { is: content.is, members });
    }
  }

  override call(
    callee: number,
    receiver: number,
    given: readonly number[],
    start: number,
    end: number,
    flags = 0,
    keywords: readonly Pair[] = [],
  ): number {
    const args = this.#spreadOut(given);
    const told = receiver < 0 || keywords.length > 0 ? undefined : this.#told(callee, receiver, args);
    const root = told === undefined ? receiver : this.containers.rootOf(receiver);
    const made = super.call(callee, receiver, args, start, end, flags, keywords);
    for (const arg of args) this.containers.release(arg < 0 ? -1 - arg : arg);
    for (const [, value] of keywords) this.containers.release(value);
    if (told === undefined) {
      if (receiver >= 0) this.containers.release(receiver);
      else this.#madeBy(made, callee, args, keywords);
      return made;
    }
    if (told.left !== undefined) this.containers.put(root, told.left);
    if (told.makes !== undefined) this.containers.make(made, told.makes);
    if (told.gives === 'itself') return receiver;
    if (told.gives === 'nothing') return this.undefined();
    return told.gives === undefined ? made : this.ssa.guarded(told.gives);
  }

  numberOf(value: number): number | undefined {
    const constant = this.folded(this.ssa.rootOf(value));
    return constant?.kind === ConstKind.number ? Number(constant.text) : undefined;
  }

  /** Whether a constant is among those that a list or table holds; undefined: nobody knows. */
  isAmong(value: number, container: number): boolean | undefined {
    const wanted = this.folded(this.ssa.rootOf(value));
    const content = wanted?.kind === ConstKind.text ? this.containers.of(container) : undefined;
    if (wanted === undefined || content === undefined) return undefined;
    if (content.is !== 'list') return content.members.has(wanted.text);
    const items = content.items.map((item) => this.folded(this.ssa.rootOf(item)));
    if (items.some((item) => item?.kind === ConstKind.text && item.text === wanted.text)) return true;
    return items.includes(undefined) ? undefined : false;
  }

  /** Whether a value is a constant that is something. */
  isGiven(value: number): boolean {
    const constant = this.folded(this.ssa.rootOf(value));
    return constant !== undefined && constant.kind !== ConstKind.undefined && constant.kind !== ConstKind.null;
  }

  /** What is left of a list from a place on, up to another; -1: nobody knows. */
  slice(value: number, from: number, to: number | undefined, start: number, end: number): number {
    const content = this.containers.of(value);
    return content?.is === 'list' ? this.array(content.items.slice(from, to), start, end) : -1;
  }

  /** What a list or table holds is not told by the code from here on. */
  release(value: number): void {
    this.containers.release(value);
  }

  /** How many a list has; -1: nobody knows. */
  lengthOf(value: number): number {
    const content = this.containers.of(value);
    if (content === undefined) return -1;
    return content.is === 'list' ? content.items.length : content.members.size;
  }

  /** What a list holds, where all of it is known. */
  itemsOf(value: number): readonly number[] | undefined {
    const content = this.containers.of(value);
    return content?.is === 'list' ? content.items : undefined;
  }

  /** What a table holds by its names, where all of it is known. */
  membersOf(value: number): ReadonlyMap<string, number> | undefined {
    const content = this.containers.of(value);
    return content?.is === 'table' ? content.members : undefined;
  }

  /** Lists that are spread in place of arguments, where all that they hold is known. */
  #spreadOut(args: readonly number[]): readonly number[] {
    if (args.every((arg) => arg >= 0)) return args;
    return args.flatMap((arg) => (arg >= 0 ? [arg] : (this.itemsOf(-1 - arg) ?? [arg])));
  }

  #told(callee: number, receiver: number, args: readonly number[]): Told | undefined {
    const content = this.containers.of(receiver);
    const at = this.ssa.rootOf(callee);
    if (content === undefined || this.code[at * 6] !== Op.Load) return undefined;
    const name = this.textOf(this.code[at * 6 + 2]!);
    return tell(
      content,
      name,
      args,
      (value) => this.folded(value),
      (value) => this.containers.of(value),
    );
  }

  /** Empty ones, and those of pairs: `new Map()`, `dict(a=1)`, `list()`. */
  #madeBy(made: number, callee: number, args: readonly number[], keywords: readonly Pair[]): void {
    if (this.code[callee * 6] !== Op.Global) return;
    const name = this.textOf(this.code[callee * 6 + 1]!);
    if (name === 'list' && args.length === 0) this.containers.make(made, { is: 'list', items: [] });
    if (name !== 'Map' && name !== 'dict') return;
    const members = new Map<string, number>();
    for (const [key, value] of keywords) {
      if (typeof key !== 'string') return;
      members.set(key, value);
    }
    if (args.length > 1 || (args.length === 1 && !this.#pairsInto(members, args[0]!))) return;
    this.containers.make(made, { is: name === 'Map' ? 'map' : 'table', members });
  }

  #pairsInto(members: Map<string, number>, pairs: number): boolean {
    const root = this.containers.rootOf(pairs);
    if (this.code[root * 6] !== Op.Array) return false;
    for (let nth = 0; nth < this.code[root * 6 + 2]!; nth++) {
      const pair = this.pool[this.code[root * 6 + 1]! + nth]!;
      if (pair < 0 || this.code[pair * 6] !== Op.Array || this.code[pair * 6 + 2] !== 2) return false;
      const from = this.code[pair * 6 + 1]!;
      const name = this.pool[from]! < 0 ? undefined : this.nameAt(this.pool[from]!);
      if (name === undefined || this.pool[from + 1]! < 0) return false;
      members.set(name, this.pool[from + 1]!);
    }
    return true;
  }

  /** What a list or table of which that is known has under a name; -1: nobody knows. */
  protected held(base: number, name: string, start: number, end: number): number {
    const content = this.containers.of(base);
    if (content === undefined) return -1;
    if (content.is === 'list') {
      if (name === 'length' && this.texts.language === 'javascript')
        return this.const(String(content.items.length), ConstKind.number, start, end);
      const item = /^-?\d{1,9}$/.test(name) ? content.items.at(Number(name)) : undefined;
      return item === undefined ? -1 : this.ssa.guarded(item);
    }
    if (content.is === 'map')
      return name === 'size' ? this.const(String(content.members.size), ConstKind.number, start, end) : -1;
    const item = content.members.get(name);
    return item === undefined ? -1 : this.ssa.guarded(item);
  }

  protected putInto(base: number, name: string, value: number): void {
    const content = this.containers.of(base);
    if (content === undefined) return;
    if (content.is !== 'list') {
      if (content.is === 'map' || name === '__proto__') return this.containers.release(base);
      return this.containers.put(base, { is: 'table', members: new Map(content.members).set(name, value) });
    }
    const items: readonly number[] = content.items;
    const place = Number(name);
    const length = name === 'length' ? Number(this.folded(value)?.text) : -1;
    if (length >= 0 && length <= items.length) this.containers.put(base, { is: 'list', items: items.slice(0, length) });
    else if (place === items.length) this.containers.put(base, { is: 'list', items: [...items, value] });
    else if (place < items.length && place >= -items.length)
      this.containers.put(base, { is: 'list', items: items.with(place, value) });
    else this.containers.release(base);
  }

  /** The name that a constant key stands for. */
  nameOrKey(key: number): string | number {
    return this.nameAt(key) ?? key;
  }

  protected nameAt(key: number): string | undefined {
    const constant = this.folded(this.ssa.rootOf(key));
    return constant?.kind === ConstKind.text || constant?.kind === ConstKind.number ? constant.text : undefined;
  }

  /** Whoever else has a list or table may change it. */
  protected override emit(op: number, a: number, b: number, c: number, start: number, end: number): number {
    if (keeps[op] === 1) this.#releaseIn(op, a, b, c);
    return super.emit(op, a, b, c, start, end);
  }

  #releaseIn(op: number, a: number, b: number, c: number): void {
    const containers = this.containers;
    switch (op) {
      case Op.Store:
      case Op.StoreAt:
      case Op.StoreCell:
        return containers.release(c);
      case Op.Export:
        return containers.release(b);
      case Op.Binary:
        if (choices.has(this.textOf(c))) {
          containers.release(a);
          containers.release(b);
        }
        return;
      case Op.Yield:
      case Op.Throw:
      case Op.Await:
        if (a >= 0) containers.release(a);
        return;
      case Op.Object:
        for (let nth = a; nth < a + b * 2; nth += 2) if (this.pool[nth] !== -1) containers.release(this.pool[nth + 1]!);
        return;
      case Op.Markup:
        for (let nth = a + 1; nth < a + b; nth += 2) containers.release(this.pool[nth + 1]!);
        return;
      default:
        for (let nth = a; nth < a + b; nth++) if (this.pool[nth]! >= 0) containers.release(this.pool[nth]!);
    }
  }
}
