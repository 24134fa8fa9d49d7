/** Regular expressions, read as JavaScript and Python read them, and how long they may take. */
export type { Dialect } from './expression.ts';
export { type Growth, growthOf, mayGrowExponentially, type Witness } from './growth.ts';
export type { Matching } from './matcher.ts';
