import { anyCharacter, type Characters, intersectionOf, memberOf } from './characters.ts';
import { contains, type Expression, leastLength } from './expression.ts';

/**
 * Glushkov's automaton: a state for each place of the expression at which a character is taken, and one for the beginning (0), whose
 * `symbols` say what is taken to come into a state. How many ways without a character lead from one to the other is kept up to two.
 */
export interface Automaton {
  /** By state, into `sets`. */
  readonly symbols: readonly number[];
  /** Each set of characters once. */
  readonly sets: readonly Characters[];
  readonly next: readonly (readonly number[])[];
  /** Beside `next`: 1, or 2 for more than one way. */
  readonly ways: readonly (readonly number[])[];
}

const mostStates = 600;
const mostTransitions = 30_000;
const mostWork = 300_000;
/** Counted repetitions are written out up to so many states; above, they are taken for unbounded ones, which only finds more to try. */
const mostCopies = 64;
const fewCopies = 3;

interface Part {
  readonly first: Map<number, number>;
  readonly last: Map<number, number>;
  /** In how many ways it takes nothing, up to two. */
  readonly nothing: number;
}

/** Undefined if it would be too large. `isSearching`: the match may begin anywhere. */
export function automatonOf(expression: Expression, isSearching: boolean): Automaton | undefined {
  const building = new Building(isSearching);
  const part = building.part(expression);
  if (part === undefined) return undefined;
  for (const [to, ways] of part.first) building.connect(0, to, ways);
  return building.done();
}

class Building {
  readonly #symbols: number[] = [0];
  readonly #sets: Characters[] = [anyCharacter];
  readonly #known = new Map<string, number>([[anyCharacter.join(), 0]]);
  readonly #next: Map<number, number>[] = [new Map()];
  #transitions = 0;
  #work = 0;

  constructor(isSearching: boolean) {
    if (isSearching) this.connect(0, 0, 1);
  }

  connect(from: number, to: number, ways: number): void {
    const own = this.#next[from]!;
    this.#work += 1;
    if (!own.has(to)) this.#transitions += 1;
    own.set(to, Math.min(2, (own.get(to) ?? 0) + ways));
  }

  done(): Automaton | undefined {
    if (this.#isTooMuch) return undefined;
    return {
      symbols: this.#symbols,
      sets: this.#sets,
      next: this.#next.map((to) => [...to.keys()]),
      ways: this.#next.map((to) => [...to.values()]),
    };
  }

  part(expression: Expression): Part | undefined {
    switch (expression.is) {
      case 'set':
        return this.#state(expression.set);
      case 'sequence':
        return this.#sequence(expression.items);
      case 'either':
        return this.#either(expression.options);
      case 'repeat':
        return this.#repeated(expression.item, expression.min, expression.max);
      case 'atomic':
        return this.part(expression.item);
      case 'look':
        return this.#look(expression);
      default:
        return nothing;
    }
  }

  #state(set: Characters): Part | undefined {
    if (this.#symbols.length >= mostStates || this.#isTooMuch) return undefined;
    const key = set.join();
    let symbol = this.#known.get(key);
    if (symbol === undefined) {
      symbol = this.#sets.length;
      this.#known.set(key, symbol);
      this.#sets.push(set);
    }
    const state = this.#symbols.length;
    this.#symbols.push(symbol);
    this.#next.push(new Map());
    const own = new Map([[state, 1]]);
    return { first: own, last: own, nothing: 0 };
  }

  #sequence(items: readonly Expression[]): Part | undefined {
    let whole: Part = nothing;
    for (const item of items) {
      const part = this.part(item);
      if (part === undefined) return undefined;
      whole = this.#joined(whole, part);
    }
    return whole;
  }

  #joined(left: Part, right: Part): Part {
    if (left === nothing) return right;
    if (right === nothing) return left;
    this.#follow(left.last, right.first);
    return {
      first: left.nothing === 0 ? left.first : added(left.first, right.first, left.nothing),
      last: right.nothing === 0 ? right.last : added(right.last, left.last, right.nothing),
      nothing: Math.min(2, left.nothing * right.nothing),
    };
  }

  #follow(last: ReadonlyMap<number, number>, first: ReadonlyMap<number, number>): void {
    for (const [from, left] of last) {
      if (this.#isTooMuch) return;
      for (const [to, right] of first) this.connect(from, to, left * right);
    }
  }

  get #isTooMuch(): boolean {
    return this.#transitions > mostTransitions || this.#work > mostWork;
  }

  #either(options: readonly Expression[]): Part | undefined {
    const first = new Map<number, number>();
    const last = new Map<number, number>();
    let ways = 0;
    for (const option of options) {
      const part = this.part(option);
      if (part === undefined) return undefined;
      for (const [state, own] of part.first) first.set(state, own);
      for (const [state, own] of part.last) last.set(state, own);
      ways = Math.min(2, ways + part.nothing);
    }
    return { first, last, nothing: ways };
  }

  #repeated(item: Expression, min: number, max: number): Part | undefined {
    if (max === 0) return nothing;
    const size = statesOf(item);
    if (size === 0) return nothing;
    const isExact = max !== Infinity && size * max <= mostCopies;
    const least = isExact || min * size <= mostCopies ? min : Math.min(min, fewCopies);
    let whole: Part = nothing;
    for (let copy = 0; copy < least - (isExact ? 0 : 1); copy++) {
      const part = this.part(item);
      if (part === undefined) return undefined;
      whole = this.#joined(whole, part);
    }
    const rest = isExact ? this.#optional(item, max - least) : this.#loop(item, least === 0);
    return rest === undefined ? undefined : this.#joined(whole, rest);
  }

  /** `((e)?e)?`: up to so many. */
  #optional(item: Expression, count: number): Part | undefined {
    let rest: Part = nothing;
    for (let copy = 0; copy < count; copy++) {
      const part = this.part(item);
      if (part === undefined) return undefined;
      const joined = this.#joined(part, rest);
      rest = { ...joined, nothing: 1 };
    }
    return rest;
  }

  #loop(item: Expression, isOptional: boolean): Part | undefined {
    const part = this.part(item);
    if (part === undefined) return undefined;
    this.#follow(part.last, part.first);
    return isOptional ? { ...part, nothing: 1 } : part;
  }

  /** What looking ahead reads is read again by what follows. Looking back is no part of the automaton. */
  #look({ item, isAhead }: Extract<Expression, { is: 'look' }>): Part | undefined {
    if (!isAhead) return nothing;
    const part = this.part(item);
    return part === undefined ? undefined : { first: part.first, last: new Map(), nothing: 1 };
  }
}

const nothing: Part = { first: new Map(), last: new Map(), nothing: 1 };

function added(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>, ways: number): Map<number, number> {
  const both = new Map(a);
  for (const [state, own] of b) both.set(state, Math.min(2, (both.get(state) ?? 0) + own * ways));
  return both;
}

function statesOf(expression: Expression): number {
  switch (expression.is) {
    case 'set':
      return 1;
    case 'sequence':
      return expression.items.reduce((sum, item) => sum + statesOf(item), 0);
    case 'either':
      return expression.options.reduce((sum, option) => sum + statesOf(option), 0);
    case 'repeat':
      return (
        statesOf(expression.item) *
        Math.max(1, Math.min(expression.max === Infinity ? expression.min : expression.max, 1000))
      );
    case 'look':
    case 'atomic':
      return statesOf(expression.item);
    default:
      return 0;
  }
}

/** Whether it looks back over text of any length: no such is judged. */
export function looksFarBack(expression: Expression): boolean {
  return contains(
    expression,
    (part) =>
      part.is === 'look' &&
      !part.isAhead &&
      contains(part.item, (inner) => inner.is === 'repeat' && inner.max > leastLength(inner.item) + mostCopies),
  );
}

/** Answers which sets have a character in common, and remembers it. */
export class Overlaps {
  readonly #sets: readonly Characters[];
  readonly #pairs = new Map<number, Characters>();

  constructor(sets: readonly Characters[]) {
    this.#sets = sets;
  }

  /** What two sets have in common. */
  of(a: number, b: number): Characters {
    if (a === b) return this.#sets[a]!;
    const key = a < b ? a * 65_536 + b : b * 65_536 + a;
    let common = this.#pairs.get(key);
    if (common === undefined) {
      common = intersectionOf(this.#sets[a]!, this.#sets[b]!);
      this.#pairs.set(key, common);
    }
    return common;
  }

  ofThree(a: number, b: number, c: number): Characters {
    if (a === b || b === c) return this.of(a, c);
    if (a === c) return this.of(a, b);
    return intersectionOf(this.of(a, b), this.#sets[c]!);
  }

  member(a: number, b: number, c: number): string | undefined {
    return memberOf(this.ofThree(a, b, c));
  }
}
