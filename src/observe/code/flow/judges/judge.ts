import type { Frame } from '../values/frame.ts';
import type { Need } from '../values/hits.ts';
import type { Notable } from '../values/notable.ts';

/** Finds in one function what neither flows nor calls tell. Called after each evaluation of it: must be quick where there is nothing. */
export type Judge = (frame: Frame, notable: Notable) => void;

/** Notes a weakness at a value; `needs`: what must come from a source. */
export function note(
  frame: Frame,
  rule: string,
  at: number,
  needs: readonly Need[],
  message?: string,
  confidence?: 'likely' | 'possible',
): void {
  frame.function.checks.push({
    at,
    value: -1,
    fact: { rule, library: '', when: [], message, confidence, repair: undefined, file: undefined },
    needs,
  });
}
