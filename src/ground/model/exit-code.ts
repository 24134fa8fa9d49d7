import type { Decision } from './decision.ts';

/**
 * The exit code of a gate: 0 pass, 1 fail under enforce, 3 unknown under enforce (2 is usage or configuration). A gate at
 * which no control asks anything has decided nothing: 3.
 */
export function exitCodeOf(decisions: readonly Decision[]): 0 | 1 | 3 {
  if (decisions.length === 0) return 3;
  const blocking = decisions.filter((decision) => decision.effect === 'blocks');
  if (blocking.some((decision) => decision.verdict === 'fail')) return 1;
  return blocking.length > 0 ? 3 : 0;
}
