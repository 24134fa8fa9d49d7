import type { Decision } from './decision.ts';

/** The exit code of a gate: 0 pass, 1 fail under enforce, 3 unknown under enforce (2 is usage or configuration). */
export function exitCodeOf(decisions: readonly Decision[]): 0 | 1 | 3 {
  const blocking = decisions.filter((decision) => decision.effect === 'blocks');
  if (blocking.some((decision) => decision.verdict === 'fail')) return 1;
  return blocking.length > 0 ? 3 : 0;
}
