/**
 * Kinds of sinks as bits. A mask says for which kinds a label is harmless; masks are numbers under which a set of kinds is kept once,
 * so that a label carries one number however many kinds there are.
 */
export type Mask = number;

/** 32 kinds in each word. */
type Bits = readonly number[];

const words = 4;
const none: Bits = Array.from({ length: words }, () => 0);
const every: Bits = none.map(() => -1);

const kinds = new Map<string, Bits>();
const masks: Bits[] = [none, every];
const numbers = new Map<string, Mask>([
  [none.join(), 0],
  [every.join(), 1],
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
    // 128 kinds have a bit of their own; those beyond share theirs, so that none is ever taken for harmless on its own.
    const at = kinds.size % (32 * words);
    bits = none.map((_, word) => (word === at >> 5 ? 1 << (at & 31) : 0));
    kinds.set(kind, bits);
  }
  return bits;
}

function intern(bits: Bits): Mask {
  const key = bits.join();
  let mask = numbers.get(key);
  if (mask === undefined) {
    mask = masks.length;
    masks.push(bits);
    numbers.set(key, mask);
  }
  return mask;
}

const union = (a: Bits, b: Bits): Bits => a.map((word, at) => word | b[at]!);
const common = (a: Bits, b: Bits): Bits => a.map((word, at) => word & b[at]!);
const minus = (a: Bits, b: Bits): Bits => a.map((word, at) => word & ~b[at]!);

function bitsOf(word: string): Bits {
  if (word === 'number') return masks[numeric()]!;
  return word === 'digest' ? masks[allBut('token')]! : bitOf(word);
}

/** The mask of these kinds; `number`: all that a number is harmless for; `digest`: all but that it can be guessed. */
export function maskOf(given: 'all' | readonly string[]): Mask {
  if (given === 'all') return harmless;
  return intern(given.map(bitsOf).reduce(union, none));
}

const others = new Map<string, Mask>();

/** Harmless for all kinds but this one. */
export function allBut(kind: string): Mask {
  let mask = others.get(kind);
  if (mask === undefined) {
    mask = intern(minus(every, bitOf(kind)));
    others.set(kind, mask);
  }
  return mask;
}

let numericMask: Mask | undefined;

/** What every number is harmless for. */
export function numeric(): Mask {
  numericMask ??= intern(notForNumbers.map(bitOf).reduce(minus, every));
  return numericMask;
}

/** Harmless on all ways on which one of the two is. */
export function orMask(a: Mask, b: Mask): Mask {
  if (a === b || b === 0 || a === 1) return a;
  if (a === 0 || b === 1) return b;
  const key = a * 65_536 + b;
  let mask = either.get(key);
  if (mask === undefined) {
    mask = intern(union(masks[a]!, masks[b]!));
    either.set(key, mask);
  }
  return mask;
}

/** Of what the first is harmless for what the second is not; harmless for everything stays so. */
export function without(a: Mask, b: Mask): Mask {
  if (a <= 1 || b === 0) return a;
  return intern(minus(masks[a]!, masks[b]!));
}

/** What both are harmless for. */
export function andMask(a: Mask, b: Mask): Mask {
  if (a === b || a === 0 || b === 1) return a;
  if (a === 1 || b === 0) return b;
  const key = a * 65_536 + b;
  let mask = both.get(key);
  if (mask === undefined) {
    mask = intern(common(masks[a]!, masks[b]!));
    both.set(key, mask);
  }
  return mask;
}

export function clears(mask: Mask, kind: string): boolean {
  if (mask === 0) return false;
  if (mask === 1) return true;
  const own = masks[mask]!;
  const bits = bitOf(kind);
  for (let word = 0; word < words; word++) if ((own[word]! & bits[word]!) !== 0) return true;
  return false;
}
