import type { Assertion, ByteSet } from './pattern.ts';

/**
 * Instructions of the matcher in kernel/match.ts, 12 bytes each: operation in 4 bits, a in 12, u16 b, u16 c, u16 row, u16 follow,
 * u16 follow. The numbers are the kernel's; both files change together, and the tests hold them to each other.
 */
export const operation = {
  match: 0,
  /** One byte of class a. */
  set: 1,
  /** b to c bytes of class a, as many as possible; c = 0xffff is no limit. A byte of the class `follow` comes next, or the end. */
  repeat: 2,
  /** The same, as few as possible. */
  repeatLazy: 3,
  /** Tries b, then c; the first `follow` is b's, the second c's. */
  split: 4,
  jump: 5,
  /** Keeps the position in slot a. */
  save: 6,
  assert: 7,
  /** The next byte, if any, is not of class a. */
  notNext: 8,
} as const;

export const assertionCode: Readonly<Record<Assertion, number>> = {
  'file-start': 0,
  'file-end': 1,
  'line-start': 2,
  'line-end': 3,
  'word-boundary': 4,
  'no-word-boundary': 5,
  'token-start': 6,
};

/** Operation | a << 4, b, c, row. */
export type Instruction = [word: number, b: number, c: number, row: number];

/** As many as 12 bits number. */
const maxClasses = 4096;

/** Distinct byte classes over all rules, numbered as they come. */
export class ClassTable {
  readonly sets: ByteSet[] = [];
  private readonly numbers = new Map<string, number>();

  /** @throws ProgramError when there are more than `maxClasses`. */
  number(set: ByteSet): number {
    const key = Buffer.from(set).toString('latin1');
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    if (this.sets.length === maxClasses)
      throw new ProgramError('too-many-classes', `more than ${maxClasses} distinct classes in all rules`);
    this.numbers.set(key, this.sets.length);
    return this.sets.push(set) - 1;
  }
}

export class ProgramError extends Error {
  readonly code: 'too-large' | 'too-many-groups' | 'too-many-classes';

  constructor(code: ProgramError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
