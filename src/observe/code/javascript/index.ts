export { lowerJavaScript } from './lower.ts';
export type { Lowered } from './program.ts';
