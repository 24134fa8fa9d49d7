import { frequencies } from './weight.ts';

/** Multipliers of the filter's hash, odd or even, 16 bits each. */
export interface Multipliers {
  readonly k1: number;
  readonly k2: number;
}

/** The hash of kernel/index.ts: two multiplications of 16 bits. `key`: three bytes, as in weight.ts. */
export function hashOf(key: number, { k1, k2 }: Multipliers): number {
  return (Math.imul(key & 0xffff, k1) + Math.imul(key >>> 8, k2)) & 0xffff;
}

const tries = 4000;

/** Of many pairs the one with which the fewest of the common trigrams fall on a place that these keys take. The same keys, the same pair. */
export function multipliersFor(keys: ReadonlySet<number>): Multipliers {
  const mine = [...keys];
  const others = [...frequencies].filter(([key]) => !keys.has(key)).sort(([, a], [, b]) => b - a);
  const keysOfOthers = Uint32Array.from(others, ([key]) => key);
  const shares = Float64Array.from(others, ([, share]) => share);
  const taken = new Uint32Array(65_536);
  let best: Multipliers = { k1: 0xe92f, k2: 0x6867 };
  let least = Infinity;
  let random = 0x9e3779b9;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const pair = attempt === 1 ? best : { k1: random & 0xffff, k2: random >>> 16 };
    random = next(random);
    for (const key of mine) taken[hashOf(key, pair)] = attempt;
    let falls = 0;
    for (let at = 0; at < keysOfOthers.length && falls < least; at += 1)
      if (taken[hashOf(keysOfOthers[at]!, pair)] === attempt) falls += shares[at]!;
    if (falls >= least) continue;
    least = falls;
    best = pair;
  }
  return best;
}

/** Marsaglia's xorshift of 32 bits. */
function next(random: number): number {
  let value = random;
  value ^= value << 13;
  value ^= value >>> 17;
  value ^= value << 5;
  return value >>> 0;
}
