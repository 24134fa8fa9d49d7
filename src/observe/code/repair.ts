import type { Repair } from '#ground/model';
import type { ClaimContext } from './claim-context.ts';
import type { Check } from './flow/index.ts';
import { type FunctionIr, type ModuleIr, Op } from './ir/ir.ts';
import { valueAt } from './locus.ts';

/** A part of a file, in UTF-16 offsets, and what is to stand there. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly title: string;
}

/** The edits that mend a check, where its model says how and the code is written so that it can be done. */
export function repairOf(check: Check, { locate, modules }: ClaimContext): Repair | undefined {
  const { repair, place } = check;
  const module = modules.get(place.path);
  const found = repair === undefined || module === undefined ? undefined : valueAt(module, place);
  if (repair === undefined || module === undefined || found === undefined) return undefined;
  const site = new Site(module, found.func, found.value);
  const edit =
    repair.callee === true
      ? site.renamed(repair.with)
      : repair.replace !== undefined
        ? site.replaced(repair.replace, repair.with)
        : repair.set === undefined
          ? undefined
          : site.set(repair.set, repair.with);
  if (edit === undefined) return undefined;
  const location = locate({ path: place.path, symbol: '', start: edit.start, end: edit.end });
  return { title: edit.title.slice(0, 200), edits: [{ location, text: edit.text }] };
}

type Selector = NonNullable<NonNullable<Check['repair']>['set']>;

/** A call, or an assignment, as it is written. Only what stands in its own text is edited: a constant elsewhere may serve others too. */
class Site {
  readonly #module: ModuleIr;
  readonly #func: FunctionIr;
  readonly #value: number;
  readonly #start: number;
  readonly #end: number;

  constructor(module: ModuleIr, func: FunctionIr, value: number) {
    this.#module = module;
    this.#func = func;
    this.#value = value;
    this.#start = this.#field(value, 4);
    this.#end = this.#field(value, 5);
  }

  /** Another function of the same object: `load` becomes `safe_load`. */
  renamed(name: string): Edit | undefined {
    if (this.#op(this.#value) !== Op.Call) return undefined;
    const callee = this.#func.pool[this.#field(this.#value, 1)]!;
    if (this.#op(callee) !== Op.Load) return undefined;
    const before = this.#text(this.#field(callee, 2));
    const end = this.#field(callee, 5);
    return { start: end - before.length, end, text: name, title: `Use ${name} instead of ${before}` };
  }

  replaced(selector: Selector, text: string): Edit | undefined {
    const value = this.#argument(selector, selector.members);
    if (value === undefined || !this.#isInside(value)) return undefined;
    return { start: this.#field(value, 4), end: this.#field(value, 5), text, title: `Use ${text}` };
  }

  /** Puts a member, a keyword or an argument in where there is none. */
  set(selector: Selector, text: string): Edit | undefined {
    const [last] = selector.members.slice(-1);
    if (last === undefined) return this.#appended(selector, text);
    for (let depth = selector.members.length - 1; depth >= 0; depth--) {
      const object = this.#argument(selector, selector.members.slice(0, depth));
      if (object === undefined) continue;
      if (this.#op(object) !== Op.Object || !this.#isInside(object)) return undefined;
      const name = selector.members[depth]!;
      if (this.#member(object, name) !== undefined) return undefined;
      const inside = nested(selector.members.slice(depth + 1), text);
      const start = this.#field(object, 4) + 1;
      const isEmpty = this.#field(object, 2) === 0;
      return {
        start,
        end: start,
        text: ` ${name}: ${inside}${isEmpty ? ' ' : ','}`,
        title: `Set ${name} to ${inside}`,
      };
    }
    return this.#appended(selector, nested(selector.members, text));
  }

  #appended({ of, index, name }: Selector, text: string): Edit | undefined {
    if (this.#op(this.#value) !== Op.Call) return undefined;
    const at = this.#end - 1;
    const { pool } = this.#func;
    const from = this.#field(this.#value, 1);
    const isBare = this.#field(this.#value, 2) === 3;
    const comma = isBare ? '' : ', ';
    if (of === 'keyword') return { start: at, end: at, text: `${comma}${name}=${text}`, title: `Say ${name}=${text}` };
    // Only behind the last: what would stand between is not ours to make up.
    if (of !== 'position' || pool[from + 2] !== index) return undefined;
    return { start: at, end: at, text: `${comma}${text}`, title: `Say ${text}` };
  }

  /** Undefined when it is not given, or not as it is written there. */
  #argument({ of, index, name }: Selector, members: readonly string[]): number | undefined {
    const { pool } = this.#func;
    let value: number | undefined;
    if (this.#op(this.#value) === Op.Store) value = this.#field(this.#value, 3);
    else if (this.#op(this.#value) === Op.Call) {
      const from = this.#field(this.#value, 1);
      const count = pool[from + 2]!;
      if (of === 'position' && index < count) value = pool[from + 3 + index];
      if (of === 'keyword')
        for (let at = from + 3 + count; at + 1 < from + this.#field(this.#value, 2); at += 2)
          if (pool[at]! >= 0 && this.#text(pool[at]!) === name) value = pool[at + 1];
    }
    for (const member of members) value = value === undefined || value < 0 ? undefined : this.#member(value, member);
    return value === undefined || value < 0 ? undefined : value;
  }

  #member(object: number, name: string): number | undefined {
    if (this.#op(object) !== Op.Object) return undefined;
    const { pool } = this.#func;
    const from = this.#field(object, 1);
    for (let pair = 0; pair < this.#field(object, 2); pair++)
      if (pool[from + 2 * pair]! >= 0 && this.#text(pool[from + 2 * pair]!) === name) return pool[from + 2 * pair + 1];
    return undefined;
  }

  #isInside(value: number): boolean {
    return this.#field(value, 4) >= this.#start && this.#field(value, 5) <= this.#end;
  }

  #op(value: number): number {
    return this.#field(value, 0);
  }

  #field(value: number, field: number): number {
    return this.#func.code[value * 6 + field] ?? -1;
  }

  #text(index: number): string {
    return this.#module.texts[index] ?? '';
  }
}

/** `[a, b]` around `true`: `{ a: { b: true } }`. */
function nested(members: readonly string[], text: string): string {
  return members.reduceRight((inner, name) => `{ ${name}: ${inner} }`, text);
}
