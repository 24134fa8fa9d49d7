/** The front end for Python. */
export { lowerPython } from './lower.ts';
export type { LoweredPython } from './lower.ts';
