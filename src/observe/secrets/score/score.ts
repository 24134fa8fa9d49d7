import { type Aspect, aspects, type Candidate, featureNames, featuresOf, type FeatureVector } from './features.ts';
import type { Model } from './model.ts';

/** How much a value looks like a secret, and what counted. Small and JSON: it is kept with the facts, and holds nothing of the value. */
export type Score = {
  /** Estimated chance that it is a secret, 0 to 99. */
  readonly percent: number;
  /** What counted, most first. */
  readonly because: readonly Reason[];
};

type Reason = {
  readonly of: Aspect;
  /** What it is like there: explain.ts has words for each. */
  readonly is: string;
  /** What it adds to the log-odds, one decimal; below 0 it speaks against a secret. */
  readonly adds: number;
  /** Bits a character of the value, and of words: one decimal. */
  readonly bits?: readonly [number, number];
};

/** Undefined when the score is too low for anybody to look at. */
export function scoreOf(candidate: Candidate, model: Model): Score | undefined {
  const vector = featuresOf(candidate, model);
  const percent = percentOf(vector.values, model);
  return percent < model.thresholds.possible ? undefined : { percent, because: reasonsOf(candidate, vector, model) };
}

export function percentOf(values: Float64Array, { bias, weights }: Model): number {
  let odds = bias;
  for (let at = 0; at < weights.length; at += 1) odds += weights[at]! * values[at]!;
  return Math.min(99, Math.floor(100 / (1 + Math.exp(-odds))));
}

/** An aspect that adds less than this is not told. */
const leastTold = 0.2;

const aspectOf = featureNames.map((name) => name.slice(0, name.indexOf('/')) as Aspect); // features.ts names them so

function reasonsOf(candidate: Candidate, vector: FeatureVector, { weights, means, wordBits }: Model): Reason[] {
  const adds = new Map<Aspect, number>(aspects.map((aspect) => [aspect, 0]));
  for (const [at, aspect] of aspectOf.entries())
    adds.set(aspect, adds.get(aspect)! + weights[at]! * (vector.values[at]! - means[at]!));
  return [...adds]
    .map(([of, sum]): Reason => {
      const reason = { of, is: likenesses[of](candidate, vector), adds: tenths(sum) };
      const perCharacter = vector.bits / Math.max(1, candidate.value.length);
      return of === 'value' ? { ...reason, bits: [tenths(perCharacter), tenths(wordBits)] } : reason;
    })
    .filter(({ of, is, adds }) => is !== '' && (Math.abs(adds) >= leastTold || of === 'value'))
    .sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds));
}

const likenesses: Readonly<Record<Aspect, (candidate: Candidate, vector: FeatureVector) => string>> = {
  value: valueLikeness,
  placeholder: placeholderLikeness,
  name: ({ name }, { name: { harmlessHead, harmlessModifier, verb } }) =>
    harmlessHead ?? harmlessModifier ?? verb ?? (name === undefined ? '' : 'secret'),
  file: ({ context, isMinified, kind }) => context ?? (isMinified ? 'minified' : kind),
  form: ({ isExpression, form }) => (isExpression ? 'expression' : form === 'quoted' ? '' : form),
};

function placeholderLikeness({ doubtful }: Candidate, vector: FeatureVector): string {
  if (doubtful || on('placeholder/test-words', vector) || on('placeholder/sequence', vector)) return 'placeholder';
  if (on('placeholder/usual-default', vector)) return 'default';
  return on('placeholder/name-repeated', vector) || on('placeholder/password-word', vector) ? 'name' : 'none';
}

function valueLikeness({ value }: Candidate, vector: FeatureVector): string {
  if (on('value/uuid', vector)) return 'uuid';
  if (on('value/digest', vector) || on('value/digest-prefix', vector)) return 'digest';
  if (on('value/digits-only', vector)) return 'number';
  if (on('value/path', vector)) return 'path';
  const perCharacter = vector.bits / Math.max(1, value.length);
  if (vector.token > 0 && vector.token >= vector.password && perCharacter > 4.2) return 'random';
  if (vector.password > 0 && !on('value/letters-only', vector)) return 'chosen';
  return perCharacter > 4.2 ? 'random' : 'words';
}

const placeOf = new Map(featureNames.map((name, at) => [name, at]));

function on(name: string, { values }: FeatureVector): boolean {
  return (values[placeOf.get(name) ?? -1] ?? 0) >= 0.5;
}

function tenths(number: number): number {
  return Math.round(number * 10) / 10;
}
