import { type CvssVersion, type MetricGroup, metrics } from './metrics.ts';
import { type ParsedVector, parseVector } from './parse.ts';
import { scoreVersion2 } from './v2.ts';
import { scoreVersion3 } from './v3.ts';
import { scoreVersion4 } from './v4.ts';

export type CvssBand = 'none' | 'low' | 'medium' | 'high' | 'critical';

/** Scores from 0 to 10 in tenths. */
export interface CvssScores {
  readonly version: CvssVersion;
  readonly base: number;
  /** With the temporal (threat) metrics that the vector has; the base score when it has none. */
  readonly threat: number;
  /** With all metrics that the vector has. */
  readonly environmental: number;
  /** The most specific of them that the vector gives metrics for. */
  readonly score: number;
  readonly band: CvssBand;
  /** A base metric's value as the vector has it: `AV` → `N`. */
  readonly metric: (name: string) => string;
}

/**
 * The scores of a vector by the specification of its version.
 *
 * @throws CvssError.
 */
export function scoreVector(text: string): CvssScores {
  const vector = parseVector(text);
  const scores = scored(vector);
  const has = (group: MetricGroup) =>
    metrics[vector.version].some((metric) => metric.group === group && vector.defined.has(metric.name));
  const score = has('environmental') ? scores.environmental : has('threat') ? scores.threat : scores.base;
  return { version: vector.version, ...scores, score, band: bandOf(vector.version, score), metric: vector.value };
}

function scored(vector: ParsedVector): Pick<CvssScores, 'base' | 'threat' | 'environmental'> {
  if (vector.version === '2.0') return scoreVersion2(vector);
  return vector.version === '4.0' ? scoreVersion4(vector) : scoreVersion3(vector);
}

/** CVSS v4.0, section 6, and v3.1, section 5. Version 2 has no bands of its own: these are NVD's. */
export function bandOf(version: CvssVersion, score: number): CvssBand {
  if (version === '2.0') return score < 4 ? 'low' : score < 7 ? 'medium' : 'high';
  if (score === 0) return 'none';
  return score < 4 ? 'low' : score < 7 ? 'medium' : score < 9 ? 'high' : 'critical';
}
