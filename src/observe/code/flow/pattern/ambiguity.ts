import type { Characters } from './characters.ts';
import { parsePattern, type PatternNode } from './parse.ts';

/**
 * Whether a backtracking matcher can need exponential time: whether there is a state from which one text leads back to it in two ways
 * (Weber and Seidl 1991, "exponential degree of ambiguity"), and something behind it that may fail. Decided on the position automaton
 * (Glushkov 1961), whose edges are counted: two loops around one position are two ways.
 */
export function isExponential(source: string, flags: string, isWhole = false): boolean {
  const key = `${isWhole ? '^' : ''}${flags}/${source}`;
  let known = judged.get(key);
  if (known === undefined) {
    known = decide(source, flags, isWhole);
    if (judged.size < 5000) judged.set(key, known);
  }
  return known;
}

const judged = new Map<string, boolean>();
const mostPositions = 300;
const mostPairs = 400_000;
/** Repeated more often than this is repeated without end. */
const fewCopies = 6;

class TooLarge extends Error {}

interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly isEmpty: boolean;
}

class Automaton {
  readonly sets: Characters[] = [];
  /** From position to position: in how many ways. */
  readonly follow: Map<number, number>[] = [];

  build(node: PatternNode): Part {
    switch (node.is) {
      case 'set': {
        if (this.sets.length >= mostPositions) throw new TooLarge();
        this.sets.push(node.set);
        this.follow.push(new Map());
        const at = this.sets.length - 1;
        return { first: [at], last: [at], isEmpty: false };
      }
      case 'sequence':
        return node.items.reduce<Part>((before, item) => this.#after(before, this.build(item)), empty);
      case 'either': {
        const parts = node.options.map((option) => this.build(option));
        return {
          first: parts.flatMap(({ first }) => first),
          last: parts.flatMap(({ last }) => last),
          isEmpty: parts.some(({ isEmpty }) => isEmpty),
        };
      }
      case 'repeat':
        return this.#repeat(node);
      default:
        return empty;
    }
  }

  #repeat({ item, min, max }: Extract<PatternNode, { is: 'repeat' }>): Part {
    if (max === 0) return empty;
    if (max > fewCopies) {
      const part = this.build(item);
      this.#connect(part.last, part.first);
      return { ...part, isEmpty: part.isEmpty || min === 0 };
    }
    let whole = empty;
    for (let copy = 0; copy < max; copy++) {
      const part = this.build(item);
      whole = this.#after(whole, copy < min ? part : { ...part, isEmpty: true });
    }
    return whole;
  }

  #after(before: Part, part: Part): Part {
    this.#connect(before.last, part.first);
    return {
      first: before.isEmpty ? [...before.first, ...part.first] : before.first,
      last: part.isEmpty ? [...before.last, ...part.last] : part.last,
      isEmpty: before.isEmpty && part.isEmpty,
    };
  }

  #connect(from: readonly number[], to: readonly number[]): void {
    for (const one of from) {
      const edges = this.follow[one]!;
      for (const other of to) edges.set(other, (edges.get(other) ?? 0) + 1);
    }
  }
}

const empty: Part = { first: [], last: [], isEmpty: true };

function decide(source: string, flags: string, isWhole: boolean): boolean {
  const node = parsePattern(source, flags);
  if (node === undefined || !repeats(node)) return false;
  const automaton = new Automaton();
  let whole: Part;
  try {
    whole = automaton.build(node);
  } catch (error) {
    if (error instanceof TooLarge) return false;
    throw error;
  }
  const endsAnywhere = !isWhole && !hasEnd(node);
  for (let at = 0; at < automaton.sets.length; at++) {
    // A match that may end right there never has to be tried again.
    if (endsAnywhere && whole.last.includes(at)) continue;
    if (comesBackTwice(automaton, at)) return true;
  }
  return false;
}

function repeats(node: PatternNode): boolean {
  if (node.is === 'repeat') return node.max > fewCopies || repeats(node.item);
  if (node.is === 'sequence') return node.items.some(repeats);
  return node.is === 'either' && node.options.some(repeats);
}

function hasEnd(node: PatternNode): boolean {
  if (node.is === 'end') return true;
  if (node.is === 'sequence') return node.items.some(hasEnd);
  return node.is === 'either' && node.options.some(hasEnd);
}

/** Whether two different ways that read the same text lead from a position back to it. */
function comesBackTwice({ sets, follow }: Automaton, start: number): boolean {
  const size = sets.length;
  const seen = new Set<number>();
  // Pairs of positions at which two ways are; the third number: whether they have parted already.
  const queue: number[] = [(start * size + start) * 2];
  for (let nth = 0; nth < queue.length && nth < mostPairs; nth++) {
    const state = queue[nth]!;
    const hasParted = state % 2 === 1;
    const pair = (state - (state % 2)) / 2;
    const [one, other] = [Math.floor(pair / size), pair % size];
    for (const [a, ways] of follow[one]!)
      for (const b of follow[other]!.keys()) {
        if (sets[a]!.and(sets[b]!).isEmpty) continue;
        const parts = hasParted || a !== b || (one === other && ways > 1);
        if (parts && a === start && b === start) return true;
        const next = (a * size + b) * 2 + (parts ? 1 : 0);
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
  }
  return false;
}
