/** CVSS 2.0, 3.0, 3.1 and 4.0 as FIRST specifies them: a vector in, its scores out, exactly. */
export { CvssError } from './error.ts';
export type { CvssErrorCode } from './error.ts';
export type { CvssVersion } from './metrics.ts';
export { bandOf, scoreVector } from './score.ts';
export type { CvssBand, CvssScores } from './score.ts';
