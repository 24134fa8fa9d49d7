/** Weaknesses in code: dataflow over JavaScript, TypeScript and Python, patterns for more languages. Pure. */
export { analyzer } from './analyzer.ts';
