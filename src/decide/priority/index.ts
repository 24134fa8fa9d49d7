/** What to repair first: one number from 0 to 1000, its parts, and why in plain words. Pure. */
export { prioritise } from './prioritise.ts';
export type { Priority, PriorityPart } from './prioritise.ts';
export type { PriorityInput } from './input.ts';
export { severityOf } from './severity.ts';
export type { SeverityInput, SeverityJudgement, SeverityRating } from './severity.ts';
