/**
 * Kinds of sinks as bits. A mask says for which kinds a label is harmless; masks are numbers under which a set of kinds is kept once,
 * so that a label carries one number however many kinds there are.
 */
export type Mask = number;

interface Bits {
  readonly low: number;
  readonly high: number;
}

const kinds = new Map<string, Bits>();
const masks: Bits[] = [
  { low: 0, high: 0 },
  { low: -1, high: -1 },
];
const numbers = new Map<string, Mask>([
  ['0,0', 0],
  ['-1,-1', 1],
]);
const both = new Map<number, Mask>();
const either = new Map<number, Mask>();

/** Harmless for nothing. */
export const harmful: Mask = 0;
/** Harmless for everything. */
export const harmless: Mask = 1;

/** Numbers, dates and truth values cannot break out of what they stand in, but can be guessed, leak, or be too large. */
const notForNumbers = ['token', 'storage', 'response', 'url-query', 'fast-hash', 'resource', 'trust', 'log-secret'];

function bitOf(kind: string): Bits {
  let bits = kinds.get(kind);
  if (bits === undefined) {
    // 64 kinds have a bit of their own; those beyond share theirs, so that none is ever taken for harmless on its own.
    const at = kinds.size % 64;
    bits = at < 32 ? { low: 1 << at, high: 0 } : { low: 0, high: 1 << (at - 32) };
    kinds.set(kind, bits);
  }
  return bits;
}

function intern(low: number, high: number): Mask {
  const key = `${low},${high}`;
  let mask = numbers.get(key);
  if (mask === undefined) {
    mask = masks.length;
    masks.push({ low, high });
    numbers.set(key, mask);
  }
  return mask;
}

/** The mask of these kinds; `number`: all that a number is harmless for; `digest`: all but that it can be guessed. */
export function maskOf(given: 'all' | readonly string[]): Mask {
  if (given === 'all') return harmless;
  let low = 0;
  let high = 0;
  for (const kind of given) {
    const bits = kind === 'number' ? masks[numeric()]! : kind === 'digest' ? masks[allBut('token')]! : bitOf(kind);
    low |= bits.low;
    high |= bits.high;
  }
  return intern(low, high);
}

const others = new Map<string, Mask>();

/** Harmless for all kinds but this one. */
export function allBut(kind: string): Mask {
  let mask = others.get(kind);
  if (mask === undefined) {
    const { low, high } = bitOf(kind);
    mask = intern(~low, ~high);
    others.set(kind, mask);
  }
  return mask;
}

let numericMask: Mask | undefined;

/** What every number is harmless for. */
export function numeric(): Mask {
  if (numericMask === undefined) {
    let low = -1;
    let high = -1;
    for (const kind of notForNumbers) {
      const bits = bitOf(kind);
      low &= ~bits.low;
      high &= ~bits.high;
    }
    numericMask = intern(low, high);
  }
  return numericMask;
}

/** Harmless on all ways on which one of the two is. */
export function orMask(a: Mask, b: Mask): Mask {
  if (a === b || b === 0 || a === 1) return a;
  if (a === 0 || b === 1) return b;
  const key = a * 65_536 + b;
  let mask = either.get(key);
  if (mask === undefined) {
    mask = intern(masks[a]!.low | masks[b]!.low, masks[a]!.high | masks[b]!.high);
    either.set(key, mask);
  }
  return mask;
}

/** Of what the first is harmless for what the second is not; harmless for everything stays so. */
export function without(a: Mask, b: Mask): Mask {
  if (a <= 1 || b === 0) return a;
  return intern(masks[a]!.low & ~masks[b]!.low, masks[a]!.high & ~masks[b]!.high);
}

/** What both are harmless for. */
export function andMask(a: Mask, b: Mask): Mask {
  if (a === b || a === 0 || b === 1) return a;
  if (a === 1 || b === 0) return b;
  const key = a * 65_536 + b;
  let mask = both.get(key);
  if (mask === undefined) {
    mask = intern(masks[a]!.low & masks[b]!.low, masks[a]!.high & masks[b]!.high);
    both.set(key, mask);
  }
  return mask;
}

export function clears(mask: Mask, kind: string): boolean {
  if (mask === 0) return false;
  if (mask === 1) return true;
  const bits = bitOf(kind);
  return (masks[mask]!.low & bits.low) !== 0 || (masks[mask]!.high & bits.high) !== 0;
}
