/** The projection of evidence into findings that keep their ids. */
export { matchFindings } from './match.ts';
export type { Matched, MatchedFinding, MatchRequest } from './match.ts';
export type { PriorFinding, Tier } from './prior.ts';
export type { Closing, KeptOpen, NotCovered } from './coverage.ts';
export { applyEvidence } from './apply.ts';
export type { Applied, SubmittedScan } from './apply.ts';
export { rebuild } from './rebuild.ts';
export { listFindings } from './list.ts';
export type { FindingFilter } from './filter.ts';
export type { ListedFinding, PageRequest } from './list.ts';
export { findingCounts, findingHistory, openFindings, readFinding } from './read.ts';
export type { FindingCounts, FindingHistoryEvent, OpenFinding, ReadFinding } from './read.ts';
export type { BranchOfFinding } from './branches.ts';
export { changesOf } from './changes.ts';
export type { FindingChange, ScanChanges } from './changes.ts';
export { FindingsError } from './error.ts';
