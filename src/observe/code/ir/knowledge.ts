import type { Emission } from './emission.ts';

const longestGuardChain = 40;

/** What is known of a value: one test after another, or one of several such (`either`). */
interface Knowledge {
  readonly root: number;
  readonly parent: number;
  readonly test: number;
  readonly truth: number;
  readonly depth: number;
  readonly either: readonly number[] | undefined;
  /** The `Guard` that says so, once it is needed. */
  value: number;
}

/** What tests have told of values: chains of knowledge, each made into `Guard` values when somebody reads it. */
export class KnowledgeBook {
  readonly #emission: Pick<Emission, 'guard' | 'phi'>;
  readonly #known: Knowledge[] = [];
  /** Of guarded values: the knowledge that they carry. */
  readonly #carried = new Map<number, number>();

  constructor(emission: Pick<Emission, 'guard' | 'phi'>) {
    this.#emission = emission;
  }

  /** What a value is a guarded form of; itself for others. */
  rootOf(value: number): number {
    const known = this.#carried.get(value);
    return known === undefined ? value : this.#known[known]!.root;
  }

  /** One test more than `before` (-1: nothing is known yet). */
  add(root: number, before: number, test: number, truth: number): number {
    let parent = before;
    if (parent >= 0 && this.#known[parent]!.depth >= longestGuardChain) parent = this.#known[parent]!.parent;
    const depth = parent < 0 ? 1 : this.#known[parent]!.depth + 1;
    return this.#known.push({ root, parent, test, truth, depth, either: undefined, value: -1 }) - 1;
  }

  /** Where ways meet: one of several. */
  addEither(before: number, ends: readonly number[]): number {
    const root = this.#known[ends[0]!]!.root;
    const depth = before < 0 ? 1 : Math.min(this.#known[before]!.depth + 1, longestGuardChain - 1);
    return this.#known.push({ root, parent: before, test: -1, truth: 0, depth, either: ends, value: -1 }) - 1;
  }

  /** The knowledge itself, or those that it is one of. */
  endsOf(known: number): readonly number[] {
    return this.#known[known]!.either ?? [known];
  }

  /** The tests that a value has passed, the last one first; without those of which only one of several is known. */
  testsOf(known: number): { readonly test: number; readonly truth: number }[] {
    const tests: { readonly test: number; readonly truth: number }[] = [];
    for (let at = known; at >= 0; at = this.#known[at]!.parent) {
      const { test, truth } = this.#known[at]!;
      if (test >= 0) tests.push({ test, truth });
    }
    return tests;
  }

  areComplementary(one: number, other: number): boolean {
    const a = this.#known[one]!;
    const b = this.#known[other]!;
    return a.test >= 0 && a.test === b.test && a.truth !== b.truth && a.parent === b.parent;
  }

  /** A value that was read through `earlier`, read again through `base`, which may carry more knowledge: that is put around it. */
  through(value: number, base: number, earlier: number): number {
    const known = this.#carried.get(base);
    if (known === undefined || base === earlier) return value;
    const missing = this.#missing(this.#carried.get(earlier) ?? -1, known);
    return missing.length === 0 ? value : this.#wrap(value, missing);
  }

  /** The value with this knowledge around it, as far as it does not carry it yet. */
  carrying(value: number, known: number): number {
    const { root } = this.#known[known]!;
    const own = value === root ? -1 : (this.#carried.get(value) ?? -1);
    if (own < 0 || this.#includes(known, own)) return this.#guardOf(known);
    return this.#includes(own, known) ? value : this.#guardedToo(value, own, known);
  }

  /** Of a value that carries other knowledge: what it does not carry yet is put around it. */
  #guardedToo(value: number, own: number, known: number): number {
    return this.#wrap(value, this.#missing(own, known));
  }

  /** The tests of `known` that `own` has not, the last one first. */
  #missing(own: number, known: number): Knowledge[] {
    const missing: Knowledge[] = [];
    for (let at = known; at >= 0; at = this.#known[at]!.parent) {
      const one = this.#known[at]!;
      if (one.test >= 0 && !this.#includes(own, at)) missing.push(one);
    }
    return missing;
  }

  #wrap(value: number, tests: readonly Knowledge[]): number {
    let guarded = value;
    for (let at = tests.length - 1; at >= 0; at--) {
      const { test, truth } = tests[at]!;
      const root = this.rootOf(guarded);
      const parent = this.#carried.get(guarded) ?? -1;
      const depth = parent < 0 ? 1 : this.#known[parent]!.depth + 1;
      guarded = this.#emission.guard(guarded, test, truth);
      this.#carried.set(
        guarded,
        this.#known.push({ root, parent, test, truth, depth, either: undefined, value: guarded }) - 1,
      );
    }
    return guarded;
  }

  #includes(known: number, part: number): boolean {
    for (let at = known; at >= 0; at = this.#known[at]!.parent) if (at === part) return true;
    return false;
  }

  #guardOf(known: number): number {
    const chain: number[] = [];
    let at = known;
    while (at >= 0 && this.#known[at]!.value < 0) {
      chain.push(at);
      at = this.#known[at]!.parent;
    }
    let value = at < 0 ? this.#known[known]!.root : this.#known[at]!.value;
    for (let nth = chain.length - 1; nth >= 0; nth--) {
      const one = this.#known[chain[nth]!]!;
      value =
        one.either === undefined
          ? this.#emission.guard(value, one.test, one.truth)
          : this.#emission.phi(one.either.map((end) => this.#guardOf(end)));
      one.value = value;
      this.#carried.set(value, chain[nth]!);
    }
    return value;
  }
}
