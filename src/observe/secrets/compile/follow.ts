import { type ByteSet, bytes, union } from './pattern.ts';
import { assertionCode, type ClassTable, type Instruction, operation } from './instruction.ts';

const anyByte = 0xffff;

export interface Follows {
  /** Two for each instruction. */
  readonly behind: readonly (readonly [number, number])[];
  /** Class of the bytes with which a match can begin. */
  readonly first: number;
}

/**
 * For each instruction, classes of the bytes with which a match can go on behind it, so that the matcher leaves out what
 * the next byte forbids: behind a run, and for both ways of a split. 0xffff where any byte can come next. The end of the
 * text is no byte, and always thought possible.
 */
export function followsOf(code: readonly Instruction[], classes: ClassTable): Follows {
  const firsts = firstsOf(code, classes);
  const classOf = (place: number): number => {
    const set = firsts[place]!;
    return set.every((flag) => flag === 1) ? anyByte : classes.number(set);
  };
  const behind = code.map(([word, b, c], place): [number, number] => {
    switch (word & 15) {
      case operation.split:
        return [classOf(b), classOf(c)];
      case operation.repeat:
      case operation.repeatLazy:
        return [classOf(place + 1), anyByte];
      default:
        return [anyByte, anyByte];
    }
  });
  return { behind, first: classOf(0) };
}

/** The bytes that each place can begin with: grown until loops have nothing more to add. */
function firstsOf(code: readonly Instruction[], classes: ClassTable): readonly ByteSet[] {
  const firsts = code.map(() => bytes());
  for (let grows = true; grows;) {
    grows = false;
    for (let place = code.length - 1; place >= 0; place -= 1) {
      const set = firstOf(place, code, classes, firsts);
      if (firsts[place]!.every((flag, byte) => flag === set[byte])) continue;
      firsts[place] = set;
      grows = true;
    }
  }
  return firsts;
}

function firstOf(
  place: number,
  code: readonly Instruction[],
  classes: ClassTable,
  firsts: readonly ByteSet[],
): ByteSet {
  const [word, b, c] = code[place]!;
  const a = word >> 4;
  const next = firsts[place + 1];
  switch (word & 15) {
    case operation.set:
      return classes.sets[a]!;
    case operation.repeat:
    case operation.repeatLazy:
      return b > 0 ? classes.sets[a]! : union(classes.sets[a]!, next!);
    case operation.split:
      return union(firsts[b]!, firsts[c]!);
    case operation.jump:
      return firsts[b]!;
    case operation.save:
      return next!;
    case operation.assert:
      return both(next!, nextBytes.get(a));
    case operation.notNext:
      return next!.map((flag, byte) => flag & ~classes.sets[a]![byte]!);
    default:
      return bytes([0, 255]);
  }
}

/** Of assertions that say something of the next byte. */
const nextBytes: ReadonlyMap<number, ByteSet> = new Map([
  [assertionCode['file-end'], bytes()],
  [assertionCode['line-end'], bytes([10, 10], [13, 13])],
]);

function both(set: ByteSet, other: ByteSet | undefined): ByteSet {
  return other === undefined ? set : set.map((flag, byte) => flag & other[byte]!);
}
