import { orderOf } from './versions/orders.ts';

export type Distance = 'none' | 'patch' | 'minor' | 'major';

/**
 * How far it is from one version to another, by the first number that differs; anything after the third, and a pre-release, is a patch. Where
 * the ecosystem reads 0.x so (npm, Cargo, Hex, Pub, Swift, Composer), a step of the first number that is not zero may break and is major.
 */
export function distance(purlType: string, from: string, to: string): Distance {
  if (from === to || orderOf(purlType)?.compare(from, to) === 0) return 'none';
  const [epochFrom, numbersFrom] = numbersOf(from);
  const [epochTo, numbersTo] = numbersOf(to);
  if (epochFrom !== epochTo) return 'major';
  const place = [0, 1, 2].findIndex((index) => number(numbersFrom, index) !== number(numbersTo, index));
  if (place === -1) return 'patch';
  if (place === 0) return 'major';
  if (zeroMayBreak.has(purlType) && number(numbersFrom, 0) === 0n) {
    if (place === 1) return 'major';
    if (number(numbersFrom, 1) === 0n && purlType !== 'pub') return 'major';
  }
  return place === 1 ? 'minor' : 'patch';
}

const zeroMayBreak = new Set(['npm', 'cargo', 'hex', 'pub', 'swift', 'composer']);

/** The epoch (`1!`, `1:`), and the first three numbers. */
function numbersOf(version: string): [epoch: string, numbers: readonly string[]] {
  const match = /^\D{0,8}?(?:(\d{1,9})[!:])?\D{0,4}?(\d{1,999}(?:\.\d{1,999}){0,2})/.exec(version.slice(0, 4096));
  return [match?.[1] ?? '0', (match?.[2] ?? '').split('.')];
}

function number(numbers: readonly string[], index: number): bigint {
  return BigInt(numbers[index] ?? '0');
}
