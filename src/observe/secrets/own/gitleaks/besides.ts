import type { Found } from '../../decode/found.ts';
import { apart, valuesIn } from '../../values.ts';

/**
 * What our own rules found and what the team's found, in order of position: of the same secret the team's rule speaks, as sure as
 * the surer of both. Two of the team's rules may mean the same secret: they are told apart, as gitleaks tells them.
 */
export function besides(builtin: readonly Found[], theirs: readonly Found[]): Found[] {
  const taken = apart(theirs.map(({ origin }) => origin));
  const kept = builtin.filter(({ origin }) => valuesIn(taken, origin).length === 0);
  const certain = apart(builtin.filter(({ confidence }) => confidence === 'certain').map(({ origin }) => origin));
  const spoken = theirs.map((secret): Found =>
    valuesIn(certain, secret.origin).length === 0 ? secret : { ...secret, confidence: 'certain' },
  );
  return [...kept, ...spoken].sort((a, b) => a.origin.start - b.origin.start || a.match.rule - b.match.rule);
}
