import type { Secret } from './judge.ts';

/**
 * Of secrets whose values overlap, the one that says most: a valid checksum before none, then the rule's rank, then the longer value.
 * What is left is in order of position.
 */
export function mostSpecific(secrets: readonly Secret[]): Secret[] {
  const kept: Secret[] = [];
  for (const secret of [...secrets].sort(bySpecificity)) {
    const place = insertionPoint(kept, secret.span.start);
    const before = kept[place - 1];
    const after = kept[place];
    const isFree =
      (before === undefined || before.span.end <= secret.span.start) &&
      (after === undefined || secret.span.end <= after.span.start);
    if (isFree) kept.splice(place, 0, secret);
  }
  return kept;
}

function bySpecificity(a: Secret, b: Secret): number {
  const valid = Number(b.checksum === 'valid') - Number(a.checksum === 'valid');
  if (valid !== 0) return valid;
  if (a.rule.rank !== b.rule.rank) return b.rule.rank - a.rule.rank;
  const length = b.span.end - b.span.start - (a.span.end - a.span.start);
  return length === 0 ? a.span.start - b.span.start || a.match.rule - b.match.rule : length;
}

/** First place whose secret begins at `start` or later; `kept` is sorted and free of overlap. */
function insertionPoint(kept: readonly Secret[], start: number): number {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (kept[middle]!.span.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
