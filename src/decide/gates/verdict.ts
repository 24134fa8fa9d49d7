import type { Quantifier, Verdict } from '#ground/model';
import type { Gathered } from './covering.ts';
import type { Judged } from './judge.ts';

/**
 * The quantifier, over what is known: `fail` when it fails however the unknown turns out, `pass` when it holds however it
 * turns out and nothing was left unlooked at, `unknown` between.
 */
export function verdictOf(quantifier: Quantifier, judged: Judged, gathered: Gathered): Verdict {
  if (gathered.uncovered !== undefined || judged.broken !== undefined) return 'unknown';
  if (!holds(quantifier, judged.judged, judged.denied)) return 'fail';
  if (!holds(quantifier, judged.judged, judged.denied + judged.undecided)) return 'unknown';
  return gathered.gaps.length > 0 ? 'unknown' : 'pass';
}

function holds(quantifier: Quantifier, judged: number, denied: number): boolean {
  if (quantifier.kind === 'none') return denied === 0;
  if (quantifier.kind === 'at-most') return denied <= quantifier.count;
  // Multiplied out: a division would round 2 of 3 up or down. Of nothing, everything is.
  return (judged - denied) * 100 >= quantifier.percent * judged;
}
