/** control × subject × evidence → pass, fail or unknown, with reasons. Pure: the same inputs give the same decisions. */
export { askedAt, decide, isRequired } from './decide.ts';
export type { DecideInput } from './input.ts';
export { tabulate } from './table.ts';
