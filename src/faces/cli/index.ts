/** The terminal's face: words in, text and an exit code out. It decides nothing. */
export { run, startAt } from './run.ts';
export type { Serve } from './start.ts';
