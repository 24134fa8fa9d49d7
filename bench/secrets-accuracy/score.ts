import type { Case, Range } from './cases.ts';

export type Confidence = 'certain' | 'likely' | 'possible';

/** One finding of whichever tool, in UTF-16 units of the case's text. */
export interface Found extends Range {
  readonly rule: string;
  readonly confidence: Confidence;
}

/** What a tool said about one case, at one threshold. */
interface Outcome {
  readonly isFound: boolean;
  /** Findings that are wrong here, by rule; at most one of them counts against the tool. */
  readonly wrong: readonly Found[];
  readonly right: readonly Found[];
  /** Reported as `possible` where that is allowed. */
  readonly tolerated: number;
}

export interface Tally {
  positives: number;
  found: number;
  negatives: number;
  falseAlarms: number;
  tolerated: number;
}

export interface Score {
  readonly total: Tally;
  readonly formats: Map<string, Tally>;
  readonly rules: Map<string, { right: number; wrong: number }>;
  readonly missed: Case[];
  readonly alarmed: { case: Case; rules: string[] }[];
}

export type Threshold = 'reported' | 'likely';

export function score(
  results: readonly { readonly case: Case; readonly found: readonly Found[] }[],
  threshold: Threshold,
): Score {
  const whole: Score = { total: emptyTally(), formats: new Map(), rules: new Map(), missed: [], alarmed: [] };
  for (const { case: one, found } of results) {
    const outcome = outcomeOf(one, found, threshold);
    const tally = entry(whole.formats, one.format, emptyTally);
    for (const counts of [whole.total, tally]) count(counts, one, outcome, threshold);
    for (const { rule } of outcome.right) entry(whole.rules, rule, emptyCounts).right += 1;
    for (const { rule } of outcome.wrong) entry(whole.rules, rule, emptyCounts).wrong += 1;
    if (one.kind === 'positive' && !outcome.isFound && counted(one, threshold)) whole.missed.push(one);
    if (outcome.wrong.length > 0)
      whole.alarmed.push({ case: one, rules: [...new Set(outcome.wrong.map(({ rule }) => rule))] });
  }
  return whole;
}

export const recall = ({ found, positives }: Tally) => (positives === 0 ? 1 : found / positives);
export const precision = ({ found, falseAlarms }: Tally) =>
  found + falseAlarms === 0 ? 1 : found / (found + falseAlarms);
export const f1 = (tally: Tally) => (2 * recall(tally) * precision(tally)) / (recall(tally) + precision(tally) || 1);

function outcomeOf(one: Case, all: readonly Found[], threshold: Threshold): Outcome {
  const loud = threshold === 'reported' ? all : all.filter(({ confidence }) => confidence !== 'possible');
  const isAside = (finding: Found) => one.aside.some((range) => overlaps(range, finding));
  if (one.kind === 'negative') {
    const isAllowed = ({ confidence }: Found) => one.isDoubtful && confidence === 'possible';
    const found = loud.filter((finding) => !isAside(finding));
    return {
      isFound: false,
      right: [],
      wrong: found.filter((finding) => !isAllowed(finding)),
      tolerated: found.filter(isAllowed).length,
    };
  }
  const right = loud.filter((finding) => one.planted.some((range) => overlaps(range, finding)));
  const wrong = loud.filter((finding) => !right.includes(finding) && !isAside(finding));
  return { isFound: right.length > 0, right, wrong, tolerated: 0 };
}

/** A positive that may be down-ranked is not asked for at the higher threshold. */
function counted(one: Case, threshold: Threshold): boolean {
  return !(one.kind === 'positive' && one.isDoubtful && threshold === 'likely');
}

function count(counts: Tally, one: Case, outcome: Outcome, threshold: Threshold): void {
  if (one.kind === 'negative') counts.negatives += 1;
  else if (counted(one, threshold)) counts.positives += 1;
  if (outcome.isFound && counted(one, threshold)) counts.found += 1;
  if (outcome.wrong.length > 0) counts.falseAlarms += 1;
  if (outcome.tolerated > 0) counts.tolerated += 1;
}

function overlaps(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}

function emptyTally(): Tally {
  return { positives: 0, found: 0, negatives: 0, falseAlarms: 0, tolerated: 0 };
}

function emptyCounts(): { right: number; wrong: number } {
  return { right: 0, wrong: 0 };
}

function entry<V>(map: Map<string, V>, key: string, fresh: () => V): V {
  const known = map.get(key) ?? fresh();
  map.set(key, known);
  return known;
}
