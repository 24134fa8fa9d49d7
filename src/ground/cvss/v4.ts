import { type MacroVector, scoreOfMacroVector } from './macro-vectors.ts';
import type { ParsedVector } from './parse.ts';

type Values = (metric: string) => string;

/** CVSS v4.0, section 8: the score of all that the vector says, of its base and threat metrics, and of its base metrics alone. */
export function scoreVersion4(vector: ParsedVector): { base: number; threat: number; environmental: number } {
  const { value } = vector;
  const baseAndThreat: Values = (metric) =>
    worstOf(metric, metric === 'E' || !isOptional(metric) ? value(metric) : 'X');
  const base: Values = (metric) => worstOf(metric, isOptional(metric) ? 'X' : value(metric));
  return { base: score(base), threat: score(baseAndThreat), environmental: score(effective(value)) };
}

/** Section 8.2: the score of the MacroVector less the mean of how far the vector lies below the highest one in it, by each class. */
function score(value: Values): number {
  if (['VC', 'VI', 'VA', 'SC', 'SI', 'SA'].every((metric) => value(metric) === 'N')) return 0;
  const macro = macroVectorOf(value);
  const highest = scoreOfMacroVector(macro) ?? 0;
  let weighted = 0;
  let lowers = 0;
  for (const { lower, distance, depth } of classesOf(macro, value)) {
    if (lower === undefined) continue;
    lowers += 1;
    weighted += (highest - lower) * distance * (unit / depth);
  }
  if (lowers === 0) return highest / 10;
  // Whole numbers all the way: a binary fraction's error would decide at a half.
  const parts = unit * lowers;
  const tenths = Math.floor((2 * (highest * parts - weighted) + parts) / (2 * parts));
  return Math.min(100, Math.max(0, tenths)) / 10;
}

/** A multiple of every depth. */
const unit = 840;

interface EquivalenceClass {
  /** Score of the next lower MacroVector of this class, in tenths; undefined: there is none. */
  readonly lower: number | undefined;
  /** Severity distance from the highest vector of the MacroVector, in steps. */
  readonly distance: number;
  /** Section 8.2: steps from the highest to the lowest vector, and one. */
  readonly depth: number;
}

function classesOf(macro: MacroVector, value: Values): readonly EquivalenceClass[] {
  const { eq1, eq2, eq3, eq4, eq5, eq6 } = macro;
  const joint = `${eq3}${eq6}`;
  return [
    {
      lower: eq1 < 2 ? scoreOfMacroVector({ ...macro, eq1: eq1 + 1 }) : undefined,
      distance: distance(highestOf1[eq1], value),
      depth: [1, 4, 5][eq1] ?? 1,
    },
    {
      lower: scoreOfMacroVector({ ...macro, eq2: eq2 + 1 }),
      distance: distance(highestOf2[eq2], value),
      depth: [1, 2][eq2] ?? 1,
    },
    { lower: lowerOf3And6(macro), distance: distance(highestOf3And6[joint], value), depth: depthOf3And6[joint] ?? 1 },
    {
      lower: scoreOfMacroVector({ ...macro, eq4: eq4 + 1 }),
      distance: distance(highestOf4[eq4], value),
      depth: [6, 5, 4][eq4] ?? 1,
    },
    { lower: scoreOfMacroVector({ ...macro, eq5: eq5 + 1 }), distance: 0, depth: 1 },
  ];
}

/** EQ3 and EQ6 depend on each other: from 00 there are two ways down, and the higher counts; 01 → 11, 10 → 11, 11 → 21. */
function lowerOf3And6(macro: MacroVector): number | undefined {
  const { eq3, eq6 } = macro;
  const by3 = scoreOfMacroVector({ ...macro, eq3: eq3 + 1 });
  const by6 = scoreOfMacroVector({ ...macro, eq6: eq6 + 1 });
  if (eq3 === 0 && eq6 === 0) return Math.max(by3 ?? 0, by6 ?? 0);
  return eq3 === 1 && eq6 === 0 ? by6 : by3;
}

/** Section 8.1, tables 24 to 29. */
function macroVectorOf(value: Values): MacroVector {
  const is = (metric: string, wanted: string) => value(metric) === wanted;
  const open = [is('AV', 'N'), is('PR', 'N'), is('UI', 'N')];
  const high = (metric: string) => is(metric, 'H');
  return {
    eq1: open.every(Boolean) ? 0 : open.some(Boolean) && !is('AV', 'P') ? 1 : 2,
    eq2: is('AC', 'L') && is('AT', 'N') ? 0 : 1,
    eq3: high('VC') && high('VI') ? 0 : high('VC') || high('VI') || high('VA') ? 1 : 2,
    eq4: is('SI', 'S') || is('SA', 'S') ? 0 : high('SC') || high('SI') || high('SA') ? 1 : 2,
    eq5: is('E', 'A') ? 0 : is('E', 'P') ? 1 : 2,
    eq6: (high('CR') && high('VC')) || (high('IR') && high('VI')) || (high('AR') && high('VA')) ? 0 : 1,
  };
}

type Highest = Readonly<Record<string, string>>;

/** Section 8.2: the highest severity vectors of each class. Several, where values trade off. */
const highestOf1: readonly (readonly Highest[])[] = [
  [{ AV: 'N', PR: 'N', UI: 'N' }],
  [
    { AV: 'A', PR: 'N', UI: 'N' },
    { AV: 'N', PR: 'L', UI: 'N' },
    { AV: 'N', PR: 'N', UI: 'P' },
  ],
  [
    { AV: 'P', PR: 'N', UI: 'N' },
    { AV: 'A', PR: 'L', UI: 'P' },
  ],
];
const highestOf2: readonly (readonly Highest[])[] = [
  [{ AC: 'L', AT: 'N' }],
  [
    { AC: 'H', AT: 'N' },
    { AC: 'L', AT: 'P' },
  ],
];
const highestOf3And6: Readonly<Record<string, readonly Highest[]>> = {
  '00': [harm('HHH', 'HHH')],
  '01': [harm('HHL', 'MMH'), harm('HHH', 'MMM')],
  '10': [harm('LHH', 'HHH'), harm('HLH', 'HHH')],
  '11': [harm('LHL', 'HMH'), harm('LHH', 'HMM'), harm('HLH', 'MHM'), harm('HLL', 'MHH'), harm('LLH', 'HHM')],
  '21': [harm('LLL', 'HHH')],
};
const depthOf3And6: Readonly<Record<string, number>> = { '00': 7, '01': 6, '10': 8, '11': 8, '21': 10 };
const highestOf4: readonly (readonly Highest[])[] = [
  [{ SC: 'H', SI: 'S', SA: 'S' }],
  [{ SC: 'H', SI: 'H', SA: 'H' }],
  [{ SC: 'L', SI: 'L', SA: 'L' }],
];

/** Values of VC, VI, VA and of CR, IR, AR. */
function harm([VC = '', VI = '', VA = '']: string, [CR = '', IR = '', AR = '']: string): Highest {
  return { VC, VI, VA, CR, IR, AR };
}

/** Values from the most severe down. */
const downward: Readonly<Record<string, string>> = {
  AV: 'NALP',
  PR: 'NLH',
  UI: 'NPA',
  AC: 'LH',
  AT: 'NP',
  VC: 'HLN',
  VI: 'HLN',
  VA: 'HLN',
  SC: 'SHLN',
  SI: 'SHLN',
  SA: 'SHLN',
  CR: 'HML',
  IR: 'HML',
  AR: 'HML',
};

/** Steps down from the first of the highest vectors that is nowhere less severe. */
function distance(highest: readonly Highest[] | undefined, value: Values): number {
  for (const vector of highest ?? []) {
    let sum = 0;
    let isBelow = true;
    for (const metric in vector) {
      const scale = downward[metric] ?? '';
      const steps = scale.indexOf(value(metric)) - scale.indexOf(vector[metric] ?? '');
      if (steps < 0) isBelow = false;
      sum += steps;
    }
    if (isBelow) return sum;
  }
  return 0;
}

/** A modified value counts instead of the base metric's; what is not defined is taken as the worst (section 8.1). */
function effective(value: Values): Values {
  return (metric) => {
    const modified = isOptional(metric) ? 'X' : value(`M${metric}`);
    return worstOf(metric, modified === 'X' ? value(metric) : modified);
  };
}

function worstOf(metric: string, value: string): string {
  if (value !== 'X') return value;
  return metric === 'E' ? 'A' : 'H';
}

function isOptional(metric: string): boolean {
  return metric === 'E' || metric === 'CR' || metric === 'IR' || metric === 'AR';
}
