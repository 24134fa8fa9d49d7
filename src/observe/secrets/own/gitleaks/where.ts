import type { Match } from '../../scanner.ts';
import type { Range } from '../../re2/find-all.ts';
import { isOddFold } from './approximate.ts';
import type { GitleaksRule } from './settings.ts';

/**
 * Where matches of a rule can begin, in order and apart; undefined for nowhere. The kernel tries an approximation of the expression
 * from each place at which a match could begin, and of those that overlap it tells the first: so each match of the expression begins
 * a little before one of the kernel's, or inside of it.
 */
export function rangesOf(
  rule: GitleaksRule,
  matches: readonly Match[],
  { gaveUp, stoppedAt }: { readonly gaveUp: boolean; readonly stoppedAt: number | undefined },
  text: Uint8Array,
): readonly Range[] | undefined {
  const everywhere = [{ start: 0, end: text.length + 1 }];
  // Shorter than what the kernel's filter looks at.
  if (rule.lookFor === 'always' || gaveUp || text.length < 3) return everywhere;
  if (matches.length === 0 && stoppedAt === undefined) return undefined;
  if (rule.lookFor === 'text' || matches.some(({ start }) => isOddFold(text, start))) return everywhere;
  const ranges = matches.map(({ start, end }) => ({ start: Math.max(0, start - rule.before - slack), end }));
  if (stoppedAt !== undefined) ranges.push({ start: Math.max(0, stoppedAt - 2 * slack), end: text.length + 1 });
  return merged(ranges);
}

/** An anchor is met by its rarest three bytes, which stand up to so many behind its begin, and is no longer than a match may overhang. */
const slack = 512;

function merged(ranges: readonly Range[]): Range[] {
  const apart: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
}
