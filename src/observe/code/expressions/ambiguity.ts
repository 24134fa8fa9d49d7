import { type Automaton, Overlaps } from './automaton.ts';
import { memberOf } from './characters.ts';
import { componentsOf, shortestWay } from './components.ts';

/**
 * A text that may be matched in many ways: `prefix`, then `pump` as often as one likes. Exponentially many where one state is come back to
 * over the pump in two ways; polynomially many where two states each come back over it, and the one leads to the other over it
 * (Weber and Seidl, On the degree of ambiguity of finite automata, 1991).
 */
export interface Ambiguity {
  readonly isExponential: boolean;
  readonly prefix: string;
  readonly pump: string;
}

export interface Ambiguities {
  readonly found: readonly Ambiguity[];
  /** Not all was looked at: the automaton's products are too large. */
  readonly isCut: boolean;
}

const mostPairs = 40_000;
const mostTriples = 60_000;
const mostWork = 500_000;
const mostOfAKind = 12;

export function ambiguitiesOf(automaton: Automaton): Ambiguities {
  return new Search(automaton).run();
}

class Search {
  readonly #next: Automaton['next'];
  readonly #ways: Automaton['ways'];
  readonly #symbols: readonly number[];
  readonly #overlaps: Overlaps;
  readonly #component: Int32Array;
  /** Components that can be come around in, in the order in which they follow each other. */
  readonly #loops: number[][] = [];
  readonly #found: Ambiguity[] = [];
  #work = 0;
  #isCut = false;

  constructor({ next, ways, symbols, sets }: Automaton) {
    this.#next = next;
    this.#ways = ways;
    this.#symbols = symbols;
    this.#overlaps = new Overlaps(sets);
    this.#component = componentsOf(next.length, [0], (state) => next[state]!);
    const members = new Map<number, number[]>();
    for (let state = 0; state < next.length; state++) {
      const own = this.#component[state]!;
      if (own < 0 || !this.#isTaken(state)) continue;
      const list = members.get(own);
      if (list === undefined) members.set(own, [state]);
      else list.push(state);
    }
    for (const list of members.values())
      if (list.length > 1 || next[list[0]!]!.includes(list[0]!)) this.#loops.push(list);
  }

  run(): Ambiguities {
    for (const loop of this.#loops) this.#twice(loop);
    for (const first of this.#loops)
      for (const second of this.#loops) if (first !== second) this.#oneIntoTheOther(first, second);
    return { found: this.#found, isCut: this.#isCut };
  }

  /** Whether any character leads into a state. */
  #isTaken(state: number): boolean {
    return state === 0 || this.#overlaps.of(this.#symbols[state]!, this.#symbols[state]!).length > 0;
  }

  #spend(work: number): boolean {
    this.#work += work;
    if (this.#work > mostWork) this.#isCut = true;
    return this.#work <= mostWork;
  }

  #common(a: number, b: number, c: number): boolean {
    const [x, y, z] = [this.#symbols[a]!, this.#symbols[b]!, this.#symbols[c]!];
    return this.#overlaps.ofThree(x, y, z).length > 0;
  }

  /** Two ways from a state of the loop back to it over the same text. */
  #twice(loop: readonly number[]): void {
    const own = this.#component[loop[0]!]!;
    for (const from of loop)
      for (const [nth, to] of this.#next[from]!.entries())
        if (this.#ways[from]![nth] === 2 && this.#component[to] === own && this.#isTaken(to)) {
          const way = to === from ? [from, from] : [from, ...(this.#within(own, to, from) ?? [])];
          this.#note(true, from, this.#text(way, way, way));
          return;
        }
    if (loop.length === 1) return;
    if (loop.length * loop.length > mostPairs || !this.#spend(loop.length * loop.length)) {
      this.#isCut = true;
      return;
    }
    this.#diverging(loop);
  }

  #within(own: number, from: number, to: number): number[] | undefined {
    return shortestWay(from, to, (state) => this.#next[state]!.filter((next) => this.#component[next] === own));
  }

  #diverging(loop: readonly number[]): void {
    const place = new Map(loop.map((state, nth) => [state, nth]));
    const size = loop.length;
    const successors = (pair: number): number[] => {
      const to: number[] = [];
      const lefts = this.#next[loop[Math.floor(pair / size)]!]!;
      const rights = this.#next[loop[pair % size]!]!;
      if (!this.#spend(lefts.length * rights.length)) return [];
      for (const left of lefts) {
        const x = place.get(left);
        if (x === undefined) continue;
        for (const right of rights) {
          const y = place.get(right);
          if (y !== undefined && this.#common(left, right, right)) to.push(x * size + y);
        }
      }
      return to;
    };
    const diagonal = loop.map((_, nth) => nth * size + nth);
    const component = componentsOf(size * size, diagonal, successors);
    const pivots = new Map(diagonal.map((pair) => [component[pair]!, pair]));
    for (let pair = 0; pair < size * size; pair++) {
      const x = Math.floor(pair / size);
      const y = pair % size;
      const pivot = x === y ? undefined : pivots.get(component[pair]!);
      if (pivot === undefined || component[pair]! < 0) continue;
      const there = shortestWay(pivot, pair, successors);
      const back = shortestWay(pair, pivot, successors);
      if (there === undefined || back === undefined) continue;
      const way = [...there, ...back.slice(1)];
      const left = way.map((each) => loop[Math.floor(each / size)]!);
      const right = way.map((each) => loop[each % size]!);
      this.#note(true, left[0]!, this.#text(left, right, right));
      return;
    }
  }

  /** A text over which one loop comes back to where it was, leads to the other, and the other comes back too. */
  #oneIntoTheOther(first: readonly number[], second: readonly number[]): void {
    if (this.#found.length >= mostOfAKind * 2) return;
    const middle = this.#between(first, second);
    const size = first.length * middle.length * second.length;
    if (middle.length === 0) return;
    if (size > mostTriples || !this.#spend(size)) {
      this.#isCut = true;
      return;
    }
    const inFirst = new Map(first.map((state, nth) => [state, nth]));
    const inMiddle = new Map(middle.map((state, nth) => [state, nth]));
    const inSecond = new Map(second.map((state, nth) => [state, nth]));
    const number = (x: number, y: number, z: number): number =>
      (inFirst.get(x)! * middle.length + inMiddle.get(y)!) * second.length + inSecond.get(z)!;
    const stateX = (node: number): number => first[Math.floor(node / second.length / middle.length)]!;
    const stateY = (node: number): number => middle[Math.floor(node / second.length) % middle.length]!;
    const stateZ = (node: number): number => second[node % second.length]!;
    const steps = (node: number): number[] => {
      const to: number[] = [];
      const nextX = this.#next[stateX(node)]!;
      const nextY = this.#next[stateY(node)]!;
      const nextZ = this.#next[stateZ(node)]!;
      if (!this.#spend(nextX.length * (nextY.length + nextZ.length))) return [];
      for (const x of nextX) {
        if (!inFirst.has(x)) continue;
        for (const z of nextZ) {
          if (!inSecond.has(z) || !this.#common(x, z, z)) continue;
          for (const y of nextY) if (inMiddle.has(y) && this.#common(x, y, z)) to.push(number(x, y, z));
        }
      }
      return to;
    };
    // Where all of the first, and then of the second, was gone around, it may begin anew: so both are in one component.
    const around = (node: number): readonly number[] =>
      stateY(node) === stateZ(node) ? [...steps(node), number(stateX(node), stateX(node), stateZ(node))] : steps(node);
    const starts = first.flatMap((x) => second.map((z) => number(x, x, z)));
    const component = componentsOf(size, starts, around);
    for (const x of first)
      for (const z of second) {
        const start = number(x, x, z);
        const end = number(x, z, z);
        if (component[start] !== component[end] || component[start]! < 0) continue;
        const way = shortestWay(start, end, steps);
        if (way === undefined) continue;
        this.#note(false, x, this.#text(way.map(stateX), way.map(stateY), way.map(stateZ)));
        return;
      }
  }

  /** The states on the way from one loop to another, with both. */
  #between(first: readonly number[], second: readonly number[]): number[] {
    const reached = this.#reached(first[0]!, this.#next);
    if (!reached.has(second[0]!)) return [];
    this.#before ??= reversed(this.#next);
    const leading = this.#reached(second[0]!, this.#before);
    return [...reached].filter((state) => leading.has(state) && this.#isTaken(state));
  }

  #before: readonly (readonly number[])[] | undefined;
  readonly #known = new Map<readonly (readonly number[])[], Map<number, ReadonlySet<number>>>();

  #reached(from: number, next: readonly (readonly number[])[]): ReadonlySet<number> {
    let known = this.#known.get(next);
    if (known === undefined) {
      known = new Map();
      this.#known.set(next, known);
    }
    const before = known.get(from);
    if (before !== undefined) return before;
    const reached = new Set([from]);
    for (const state of reached) for (const to of next[state]!) reached.add(to);
    known.set(from, reached);
    this.#spend(reached.size);
    return reached;
  }

  /** The text that leads along three ways at once, without the state that each begins in. */
  #text(x: readonly number[], y: readonly number[], z: readonly number[]): string {
    let text = '';
    for (let nth = 1; nth < x.length; nth++)
      text += this.#overlaps.member(this.#symbols[x[nth]!]!, this.#symbols[y[nth]!]!, this.#symbols[z[nth]!]!) ?? '';
    return text;
  }

  #note(isExponential: boolean, state: number, pump: string): void {
    if (pump === '') return;
    const way =
      state === 0 ? [0] : (shortestWay(0, state, (each) => this.#next[each]!.filter((to) => this.#isTaken(to))) ?? [0]);
    const prefix = this.#text(way, way, way);
    if (this.#found.some((known) => known.pump === pump && known.prefix === prefix)) return;
    if (this.#found.filter((known) => known.isExponential === isExponential).length < mostOfAKind)
      this.#found.push({ isExponential, prefix, pump });
  }
}

function reversed(next: readonly (readonly number[])[]): number[][] {
  const before: number[][] = next.map(() => []);
  for (const [from, to] of next.entries()) for (const each of to) before[each]!.push(from);
  return before;
}

/** One character of each kind that the expression tells apart, of no kind first. */
export function charactersToldApart(automaton: Automaton, most: number): string[] {
  const bounds = new Set<number>([0]);
  for (const set of automaton.sets.slice(1))
    for (let at = 0; at < set.length; at += 2) {
      bounds.add(set[at]!);
      bounds.add(set[at + 1]! + 1);
      if (bounds.size > 2000) break;
    }
  const ordered = [...bounds].sort((a, b) => a - b);
  const kinds = new Map<string, { readonly text: string; readonly count: number }>();
  for (const [nth, low] of ordered.entries()) {
    const high = (ordered[nth + 1] ?? 0x110000) - 1;
    const text = memberOf([low, Math.max(low, high)]);
    if (text === undefined) continue;
    const inside = automaton.sets.map((set, at) => (at > 0 && hasAny(set, low) ? at : 0)).filter((at) => at > 0);
    const key = inside.join();
    if (!kinds.has(key)) kinds.set(key, { text, count: inside.length });
    if (kinds.size > 200) break;
  }
  return [...kinds.values()]
    .sort((a, b) => a.count - b.count)
    .slice(0, most)
    .map(({ text }) => text);
}

function hasAny(set: readonly number[], code: number): boolean {
  for (let at = 0; at < set.length; at += 2) if (code >= set[at]! && code <= set[at + 1]!) return true;
  return false;
}
