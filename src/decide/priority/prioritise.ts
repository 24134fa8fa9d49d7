import type { PriorityInput } from './input.ts';
import { ageOf, exploitationOf, exposureOf, fixOf, kindOf, severityPart } from './points.ts';
import { depthFactor, reachabilityFactor, scopeFactor } from './factors.ts';
import { severityOf } from './severity.ts';

/** What one circumstance brings: points are added, then factors multiply the sum. */
export type PriorityPart = { readonly name: string; readonly words: string } & (
  | { readonly points: number }
  | { readonly factor: number }
);

export interface Priority {
  /** 0 to 1000: the sum of the points times the factors, rounded; never below 1. */
  readonly score: number;
  readonly parts: readonly PriorityPart[];
  /** One sentence: why it stands where it stands, what decides most first. */
  readonly words: string;
}

/**
 * What to repair first. Severity brings up to 400 points, exploitation 300, exposure 170, a near fix 110, age 20: 1000 at most. Factors
 * from 0.4 to 1 lower the sum for what is not observed to be used, is not shipped, or lies deep; none lowers it to nothing. Of two inputs
 * that differ in one circumstance alone, the worse never has the lower number. A malicious package has 1000 whatever else is said of it:
 * installing it was enough.
 */
export function prioritise(input: PriorityInput): Priority {
  if (input.kind === 'malicious') return malicious(input);
  const severity = severityOf(input);
  const points =
    input.kind === 'vulnerability'
      ? [
          severityPart(severity),
          exploitationOf(input),
          exposureOf(input.exposure, severity.cvss),
          fixOf(input.fix),
          ageOf(input.age),
        ]
      : [kindOf(input.kind), fixOf(input.fix)];
  const factors = [reachabilityFactor(input.reachability), scopeFactor(input.scope), depthFactor(input.depth)];
  const parts = [...points, ...factors].filter((part) => part !== undefined);
  return { score: scoreOf(parts), parts, words: sentence(inOrderOfWeight(parts)) };
}

function scoreOf(parts: readonly PriorityPart[]): number {
  let sum = 0;
  let factor = 1;
  for (const part of parts) {
    if ('points' in part) sum += part.points;
    else factor *= part.factor;
  }
  return Math.min(1000, Math.max(1, Math.round(sum * factor)));
}

function malicious(input: PriorityInput): Priority {
  const parts: PriorityPart[] = [
    { name: 'malicious', points: 1000, words: 'published to do harm: installing it was enough' },
  ];
  const fix = fixOf(input.fix);
  if (fix !== undefined && fix.points > 0) parts.push({ ...fix, points: 0 });
  return { score: 1000, parts, words: sentence(parts.map(({ words }) => words)) };
}

/** Exploitation and reachability are what people ask about first; the rest by how much it brings or takes. */
const first = ['exploited', 'reachability'];

function inOrderOfWeight(parts: readonly PriorityPart[]): string[] {
  const weight = (part: PriorityPart) => {
    const lead = first.indexOf(part.name);
    if (lead !== -1 && part.words !== '') return 10_000 - lead;
    return 'points' in part ? part.points : (1 - part.factor) * 1000;
  };
  return parts
    .filter(
      (part) =>
        part.words !== '' &&
        ('points' in part
          ? part.points > 0 || part.name === 'fix'
          : part.factor < 0.95 || part.name === 'reachability'),
    )
    .sort((a, b) => weight(b) - weight(a))
    .map(({ words }) => words);
}

function sentence(clauses: readonly string[]): string {
  const text = clauses.join('; ');
  return text === '' ? '' : `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
