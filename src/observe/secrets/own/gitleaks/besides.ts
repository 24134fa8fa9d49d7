import type { Secret } from '../../judge.ts';
import { apart, valuesIn } from '../../values.ts';

/**
 * What our own rules found and what the team's found, in order of position: of the same secret the team's rule speaks, as sure as
 * the surer of both. Two of the team's rules may mean the same secret: they are told apart, as gitleaks tells them.
 */
export function besides(builtin: readonly Secret[], theirs: readonly Secret[]): Secret[] {
  const taken = apart(theirs.map(({ span }) => span));
  const kept = builtin.filter(({ span }) => valuesIn(taken, span).length === 0);
  const certain = apart(builtin.filter(({ confidence }) => confidence === 'certain').map(({ span }) => span));
  const spoken = theirs.map((secret): Secret =>
    valuesIn(certain, secret.span).length === 0 ? secret : { ...secret, confidence: 'certain' },
  );
  return [...kept, ...spoken].sort((a, b) => a.span.start - b.span.start || a.match.rule - b.match.rule);
}
