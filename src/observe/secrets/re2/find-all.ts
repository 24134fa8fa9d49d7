import type { Budget, Found, Machine } from './machine.ts';
import { runeStart, runeWidth } from './utf8.ts';

/** Bytes at which matches may begin, from `start` (inclusive) to `end` (exclusive). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * All matches, one after the other and without overlap, as Go's FindAllIndex gives them. With `ranges` (in order, apart) only those
 * places are tried: whoever gives them knows that no match begins elsewhere. Stops when the budget is used up (below 0).
 */
export function findAll(
  machine: Machine,
  text: Uint8Array,
  budget: Budget,
  ranges: readonly Range[] = [{ start: 0, end: text.length + 1 }],
): Found[] {
  const all: Found[] = [];
  let free = 0;
  let lastEnd = -1;
  for (const range of ranges) {
    let at = runeStart(text, Math.max(free, range.start));
    if (at < free) at = free;
    while (at < range.end && at <= text.length) {
      const found = machine.find(text, at, Math.min(range.end - 1, text.length), budget);
      if (found === undefined) break;
      // An empty match right behind a match is none.
      const isEmpty = found.end === at;
      if (!isEmpty || found.start !== lastEnd) all.push(found);
      at = !isEmpty ? found.end : at < text.length ? at + runeWidth(text, at) : text.length + 1;
      lastEnd = found.end;
    }
    free = Math.max(free, lastEnd);
  }
  return all;
}
