import { type Ambiguities, type Ambiguity, ambiguitiesOf, charactersToldApart } from './ambiguity.ts';
import { type Automaton, automatonOf, looksFarBack } from './automaton.ts';
import { contains, type Dialect, type Expression, isAnchored } from './expression.ts';
import { Matcher, type Matching } from './matcher.ts';
import { readExpression } from './read.ts';

/** A text for which an expression is slow: the beginning, what stands there often, and the end with which it does not match. */
export interface Witness {
  readonly prefix: string;
  readonly pump: string;
  readonly suffix: string;
  /** So many pumps were seen to take so many steps of going back and trying again. */
  readonly times: number;
  readonly steps: number;
}

export type Growth =
  | { readonly is: 'quick' }
  /** `degree`: 2 for a time that grows with the square of the text's length; Infinity for exponential time. */
  | { readonly is: 'slow'; readonly degree: number; readonly witness: Witness }
  /** It was not found out. */
  | { readonly is: 'undecided'; readonly because: 'unreadable' | 'too-large' | 'backreference' | 'lookbehind' };

/** Steps of matching in all that are spent on one expression. */
const mostSteps = 5_000_000;
/** Of one text. */
const mostOfExponential = 600_000;
const mostOfPolynomial = 1_000_000;
const enoughOfPolynomial = 100_000;
const mostProved = 4;
const mostEnds = 10;
const longestText = 6000;

/**
 * How an expression's time grows with the text's length, by ambiguities of its automaton, each proved by putting a text made from it to a
 * matcher that counts. What is not proved is not said. Bounded, and the same on every machine.
 */
export function growthOf(source: string, flags: string, dialect: Dialect, matching: Matching): Growth {
  const looked = lookInto(source, flags, dialect, matching);
  if ('is' in looked) return looked;
  const { expression, isSearching, automaton, found, isCut } = looked;
  const trial = new Trial(expression, flags.includes('y') ? 'match' : matching);
  const ends = ['', ...charactersToldApart(automaton, mostEnds)];
  let slowest: Extract<Growth, { is: 'slow' }> | undefined;
  // Where a match may begin anywhere, another one at the text's very beginning can hide it.
  const beginnings = isSearching ? ['', ends[1] ?? ''] : [''];
  let proved = 0;
  for (const ambiguity of found) {
    for (const beginning of beginnings) {
      const growth = trial.growth({ ...ambiguity, prefix: beginning + ambiguity.prefix }, ends);
      if (growth !== undefined && growth.degree > (slowest?.degree ?? 0)) slowest = growth;
      if (growth !== undefined) {
        proved += 1;
        break;
      }
    }
    if (slowest?.degree === Infinity || proved === mostProved) break;
  }
  if (slowest !== undefined) return slowest;
  return isCut || trial.isSpent ? { is: 'undecided', because: 'too-large' } : { is: 'quick' };
}

/** Whether `growthOf` may find exponential time: without any proof, and so at a fraction of the cost. */
export function mayGrowExponentially(source: string, flags: string, dialect: Dialect, matching: Matching): boolean {
  const looked = lookInto(source, flags, dialect, matching);
  return 'found' in looked && looked.found.some(({ isExponential }) => isExponential);
}

interface LookedInto extends Ambiguities {
  readonly expression: Expression;
  /** A match may begin anywhere. */
  readonly isSearching: boolean;
  readonly automaton: Automaton;
}

function lookInto(source: string, flags: string, dialect: Dialect, matching: Matching): LookedInto | Growth {
  const expression = readExpression(source, flags, dialect);
  if (expression === undefined) return { is: 'undecided', because: source.length > 5000 ? 'too-large' : 'unreadable' };
  // Without a repetition that may go on there is nothing to go back into.
  if (!contains(expression, (part) => part.is === 'repeat' && part.max > 8)) return { is: 'quick' };
  if (contains(expression, ({ is }) => is === 'back')) return { is: 'undecided', because: 'backreference' };
  if (looksFarBack(expression)) return { is: 'undecided', because: 'lookbehind' };
  const isSearching =
    (matching === 'search' || matching === 'search-all') && !isAnchored(expression) && !flags.includes('y');
  const automaton = automatonOf(expression, isSearching);
  if (automaton === undefined) return { is: 'undecided', because: 'too-large' };
  return { expression, isSearching, automaton, ...ambiguitiesOf(automaton) };
}

/** Puts texts to one expression. */
class Trial {
  readonly #matcher: Matcher;
  readonly #matching: Matching;
  #left = mostSteps;

  constructor(expression: Expression, matching: Matching) {
    this.#matcher = new Matcher(expression, matching);
    this.#matching = matching;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  growth(ambiguity: Ambiguity, ends: readonly string[]): Extract<Growth, { is: 'slow' }> | undefined {
    const suffix = this.#slowestEnd(ambiguity, ends);
    if (suffix === undefined) return undefined;
    return (
      (ambiguity.isExponential ? this.#exponential(ambiguity, suffix) : undefined) ??
      this.#polynomial(ambiguity, suffix)
    );
  }

  #steps({ prefix, pump }: Ambiguity, suffix: string, times: number, most: number): number {
    if (this.isSpent) return 0;
    const { steps } = this.#matcher.put(prefix + pump.repeat(times) + suffix, this.#matching, most);
    this.#left -= steps;
    return steps;
  }

  /** The end with which a short text takes longest; undefined if no end makes it take noticeably more than a text half as long. */
  #slowestEnd(ambiguity: Ambiguity, ends: readonly string[]): string | undefined {
    // A repetition that takes so many characters at least is ambiguous only in a longer text.
    return (
      (ambiguity.isExponential ? this.#slowestOf(ambiguity, ends, 12) : undefined) ??
      this.#slowestOf(ambiguity, ends, 40)
    );
  }

  #slowestOf(ambiguity: Ambiguity, ends: readonly string[], times: number): string | undefined {
    let slowest: string | undefined;
    let most = 0;
    for (const end of ends) {
      const steps = this.#steps(ambiguity, end, times, 30_000);
      if (steps <= most) continue;
      most = steps;
      slowest = end;
      if (steps >= 30_000) break;
    }
    if (slowest === undefined) return undefined;
    const half = this.#steps(ambiguity, slowest, times / 2, 30_000);
    return most > half * 2.3 || most >= 30_000 ? slowest : undefined;
  }

  /** Each pump more takes as many times the steps as the one before. */
  #exponential(ambiguity: Ambiguity, suffix: string): Extract<Growth, { is: 'slow' }> | undefined {
    const seen: { readonly times: number; readonly steps: number }[] = [];
    for (let times = 1; times <= 130; times = Math.ceil(times * 1.25)) {
      const steps = this.#steps(ambiguity, suffix, times, mostOfExponential);
      seen.push({ times, steps });
      if (steps >= mostOfExponential || (steps >= 20_000 && seen.length > 3)) break;
    }
    const [first, middle, last] =
      seen.length < 5 ? [seen[0]!, seen.at(-2), seen.at(-1)] : [seen.at(-5), seen.at(-3), seen.at(-1)];
    if (middle === undefined || last === undefined || last.steps < 20_000 || last.steps === 0) return undefined;
    const before = rate(first, middle);
    const after = rate(middle, last);
    // A polynomial's rate falls as the text grows: by a third here.
    const isSteady = first === middle || last.steps >= mostOfExponential || after >= before * 0.85;
    if (!isSteady || after < 0.04) return undefined;
    return {
      is: 'slow',
      degree: Infinity,
      witness: { prefix: ambiguity.prefix, pump: ambiguity.pump, suffix, times: last.times, steps: last.steps },
    };
  }

  /** Twice the text takes at least three times the steps, over and over. */
  #polynomial(ambiguity: Ambiguity, suffix: string): Extract<Growth, { is: 'slow' }> | undefined {
    let before = 0;
    for (let times = 8; (times * ambiguity.pump.length) / 2 < longestText; times *= 2) {
      const steps = this.#steps(ambiguity, suffix, times, mostOfPolynomial);
      const degree = before === 0 ? 0 : Math.log2(steps / before);
      if (steps > 5000 && before > 0 && degree < 1.6) return undefined;
      if (steps >= enoughOfPolynomial && before > 0)
        return {
          is: 'slow',
          degree: Math.round(degree),
          witness: { prefix: ambiguity.prefix, pump: ambiguity.pump, suffix, times, steps },
        };
      before = steps;
    }
    return undefined;
  }
}

/** By how much the logarithm of the steps grows with each pump. */
function rate(from: { times: number; steps: number }, to: { times: number; steps: number }): number {
  return from.times === to.times ? 0 : Math.log(to.steps / from.steps) / (to.times - from.times);
}
