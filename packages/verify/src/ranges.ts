/** Leaves from `start` up to, not including, `end`. */
export type Range = readonly [start: number, end: number];

/** The ranges whose roots are PATH(index, D[size]) of RFC 6962 section 2.1.1, from the leaf upwards. For 0 ≤ index < size. */
export function inclusionRanges(index: number, size: number): Range[] {
  const ranges: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + split(end - start);
    if (index < middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  return ranges.reverse();
}

/** The ranges whose roots are PROOF(from, D[to]) of RFC 6962 section 2.1.2. For 0 ≤ from ≤ to. */
export function consistencyRanges(from: number, to: number): Range[] {
  if (from === 0 || from === to) return [];
  const ranges: Range[] = [];
  let [start, end] = [0, to];
  // `start === 0` is the b flag of SUBPROOF: the old tree's own root is known to the verifier.
  while (end !== from) {
    const middle = start + split(end - start);
    if (from <= middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  if (start !== 0) ranges.push([start, end]);
  return ranges.reverse();
}

/** k of RFC 6962 section 2.1: the largest power of two smaller than `count`, for a count above 1. */
export function split(count: number): number {
  const power = 2 ** Math.floor(Math.log2(count));
  return power === count ? power / 2 : power;
}
