/** The projection of evidence into findings that keep their ids. */
export { matchFindings } from './match.ts';
export type { Matched, MatchedFinding, MatchRequest, PriorFinding, Tier } from './match.ts';
export type { Closing, KeptOpen, NotCovered } from './coverage.ts';
