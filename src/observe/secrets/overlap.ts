import type { Found } from './decode/found.ts';
import { apart, valuesIn } from './values.ts';

/**
 * Of secrets whose values overlap, the one that says most: a valid checksum before none, then the rule's rank, then the longer value.
 * What is left is in order of position.
 */
export function mostSpecific(secrets: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const secret of [...secrets].sort(bySpecificity)) {
    const place = insertionPoint(kept, secret.origin.start);
    const before = kept[place - 1];
    const after = kept[place];
    const isFree =
      (before === undefined || before.origin.end <= secret.origin.start) &&
      (after === undefined || secret.origin.end <= after.origin.start);
    if (isFree) kept.splice(place, 0, secret);
  }
  return kept;
}

function bySpecificity(a: Found, b: Found): number {
  const valid = Number(b.checksum === 'valid') - Number(a.checksum === 'valid');
  if (valid !== 0) return valid;
  if (a.rule.rank !== b.rule.rank) return b.rule.rank - a.rule.rank;
  const length = b.origin.end - b.origin.start - (a.origin.end - a.origin.start);
  return length === 0 ? a.origin.start - b.origin.start || a.match.rule - b.match.rule : length;
}

/** First place whose secret begins at `start` or later; `kept` is sorted and free of overlap. */
function insertionPoint(kept: readonly Found[], start: number): number {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (kept[middle]!.origin.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a rule matched as a whole, an address with several parameters or a key id with its key, has no other secrets in it. */
export function withoutParts(secrets: readonly Found[]): readonly Found[] {
  if (!secrets.some(({ score }) => score !== undefined)) return secrets;
  const known = secrets.filter(({ score }) => score === undefined);
  const whole = apart(known.map(({ match, layer }) => (layer === undefined ? match : layer.originOf(match))));
  return secrets.filter(
    ({ origin, score }) =>
      score === undefined ||
      !valuesIn(whole, origin).some(({ start, end }) => start <= origin.start && origin.end <= end),
  );
}
