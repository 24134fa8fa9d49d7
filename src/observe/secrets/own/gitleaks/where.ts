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
  // Shorter than what the kernel's filter looks at.
  if (rule.lookFor === 'always' || gaveUp || text.length < 3) return everywhere(text);
  if (matches.length === 0 && stoppedAt === undefined) return undefined;
  if (rule.lookFor === 'text') return everywhere(text);
  const ranges: Range[] = [];
  for (const { start, end } of matches) {
    // A match with an odd letter in it begins before that letter, no further than a match is long.
    const before = isOddFold(text, start) ? rule.longest : rule.before;
    if (before === undefined) return everywhere(text);
    ranges.push({ start: Math.max(0, start - before - slack), end });
  }
  if (stoppedAt !== undefined) ranges.push({ start: Math.max(0, stoppedAt - 2 * slack), end: text.length + 1 });
  return merged(ranges);
}

/** Anchors are met in the order of their rarest three bytes, which stand up to 24 bytes behind their begin. */
const slack = 64;

function everywhere(text: Uint8Array): Range[] {
  return [{ start: 0, end: text.length + 1 }];
}

function merged(ranges: readonly Range[]): Range[] {
  const apart: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
}
