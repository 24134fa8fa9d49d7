/** Decisions as they were taken: kept, and found by subject, control, stage and verdict. */
export { decisionsAgainst, findingsUnderEffect, keepDecisions, listDecisions } from './store.ts';
