import {
  classCount,
  classesOf,
  classIndex,
  symbolCount,
  symbolsOf,
  trigramIndex,
} from '../../src/observe/secrets/score/ngrams.ts';

/**
 * −log2 of each symbol's chance behind two others, in quarter bits up to 63: counts of three symbols, smoothed by those of two, and
 * these by those of one.
 */
export function letterTable(texts: readonly string[]): Uint8Array {
  const n = symbolCount;
  const one = new Float64Array(n).fill(1);
  const two = new Float64Array(n * n);
  const three = new Float64Array(n * n * n);
  for (const text of texts) {
    const symbols = symbolsOf(text);
    for (let at = 2; at < symbols.length; at += 1) {
      const [first, second, third] = [symbols[at - 2]!, symbols[at - 1]!, symbols[at]!];
      one[third]! += 1;
      two[second * n + third]! += 1;
      three[trigramIndex(first, second, third)]! += 1;
    }
  }
  const sumOne = one.reduce((sum, count) => sum + count, 0);
  const table = new Uint8Array(n ** 3);
  for (let second = 0; second < n; second += 1) {
    const afterTwo = mixed(two.subarray(second * n, second * n + n), (third) => one[third]! / sumOne, 8);
    for (let first = 0; first < n; first += 1) {
      const at = trigramIndex(first, second, 0);
      const chances = mixed(three.subarray(at, at + n), (third) => afterTwo[third]!, 6);
      for (let third = 0; third < n; third += 1)
        table[at + third] = Math.min(63, Math.round(-4 * Math.log2(chances[third]!)));
    }
  }
  return table;
}

/** Counts made chances, with `weight` more observations shared out as `prior` says. */
function mixed(counts: Float64Array, prior: (at: number) => number, weight: number): Float64Array {
  const sum = counts.reduce((total, count) => total + count, 0) + weight;
  return counts.map((count, at) => (count + weight * prior(at)) / sum);
}

/** log2 of how much likelier each class is behind three others in the one kind of value than in the other: eighths, −32 to 31. */
export function classTable(kind: readonly string[], other: readonly string[]): Int8Array {
  const ours = classChances(kind);
  const theirs = classChances(other);
  return Int8Array.from(ours, (chance, at) =>
    Math.max(-32, Math.min(31, Math.round(8 * Math.log2(chance / theirs[at]!)))),
  );
}

function classChances(texts: readonly string[]): Float64Array {
  const n = classCount;
  const three = new Float64Array(n ** 3);
  const four = new Float64Array(n ** 4);
  for (const text of texts) {
    const classes = classesOf(text);
    for (let at = 3; at < classes.length; at += 1) {
      four[classIndex(classes, at)]! += 1;
      three[(classes[at - 2]! * n + classes[at - 1]!) * n + classes[at]!]! += 1;
    }
  }
  const chances = new Float64Array(n ** 4);
  for (let before = 0; before < n ** 3; before += 1) {
    const shorter = mixed(three.subarray((before % n ** 2) * n, (before % n ** 2) * n + n), () => 1 / n, 4);
    chances.set(
      mixed(four.subarray(before * n, before * n + n), (at) => shorter[at]!, 8),
      before * n,
    );
  }
  return chances;
}
