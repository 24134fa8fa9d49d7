import type { Span } from '../../text.ts';
import type { Placed, Reading, Region } from './reading.ts';
import type { GitleaksRule } from './settings.ts';

/** A rule that calls itself generic gives way to any other that has its secret on the same line. */
export function withoutGeneric(
  all: readonly Region[],
  builtin: readonly Placed[],
  rules: readonly GitleaksRule[],
  text: Reading,
): readonly Region[] {
  const isGeneric = ({ rule }: Region): boolean => rules[rule]!.id.toLowerCase().includes('generic');
  const specific = all.filter((found) => !isGeneric(found));
  const ranked = builtin.filter(({ secret }) => secret.rule.rank >= 20);
  return all.filter(
    (found) =>
      !isGeneric(found) ||
      !(
        specific.some((other) => other.line === found.line && covers(other.secret, found.secret)) ||
        ranked.some(({ span, match }) => text.lineOf(match.start) === found.line && covers(span, found.secret))
      ),
  );
}

function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
