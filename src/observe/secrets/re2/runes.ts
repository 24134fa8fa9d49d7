import { foldOf } from './unicode.ts';

/** Code points, as pairs of first and last, in order and apart. */
export type Runes = readonly number[];

export const maxRune = 0x10ffff;
export const anyRune: Runes = [0, maxRune];
export const anyRuneButNewline: Runes = [0, 9, 11, maxRune];

/** The pairs in order, with those that overlap or touch made one. */
export function normal(pairs: Runes): Runes {
  const order: [number, number][] = [];
  for (let at = 0; at < pairs.length; at += 2) order.push([pairs[at]!, pairs[at + 1]!]);
  order.sort((a, b) => a[0] - b[0]);
  const merged: number[] = [];
  for (const [low, high] of order) {
    const last = merged.length - 1;
    if (last > 0 && low <= merged[last]! + 1) merged[last] = Math.max(merged[last]!, high);
    else merged.push(low, high);
  }
  return merged;
}

export function negated(runes: Runes): Runes {
  const rest: number[] = [];
  let next = 0;
  for (let at = 0; at < runes.length; at += 2) {
    if (next < runes[at]!) rest.push(next, runes[at]! - 1);
    next = runes[at + 1]! + 1;
  }
  if (next <= maxRune) rest.push(next, maxRune);
  return rest;
}

/** With everything that simple case folding makes equal: k, K and the Kelvin sign. */
export function folded(runes: Runes): Runes {
  const all = [...runes];
  const add = (from: number): void => {
    for (let to = foldOf.get(from) ?? from; to !== from; to = foldOf.get(to) ?? from) all.push(to, to);
  };
  const count = runes.reduce((sum, rune, at) => sum + (at % 2 === 0 ? 1 - rune : rune), 0);
  if (count > foldOf.size) {
    for (const from of foldOf.keys()) if (has(runes, from)) add(from);
  } else
    for (let at = 0; at < runes.length; at += 2)
      for (let from = runes[at]!; from <= runes[at + 1]!; from += 1) add(from);
  return normal(all);
}

export function has(runes: Runes, rune: number): boolean {
  let low = 0;
  let high = runes.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rune > runes[2 * middle + 1]!) low = middle + 1;
    else high = middle;
  }
  return 2 * low < runes.length && runes[2 * low]! <= rune;
}
