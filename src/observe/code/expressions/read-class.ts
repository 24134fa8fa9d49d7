import {
  type Characters,
  charactersOf,
  complementOf,
  inBothCases,
  intersectionOf,
  noCharacters,
  united,
} from './characters.ts';
import { Unreadable } from './expression.ts';

/** What reads an expression, where it stands. */
export interface ClassReader {
  readonly source: string;
  readonly isDone: boolean;
  readonly isPython: boolean;
  readonly isUnicode: boolean;
  readonly hasSetNotation: boolean;
  readonly ignoresCase: boolean;
  at: number;
  next(): string;
  take(text: string): boolean;
  takeMatch(pattern: RegExp): RegExpExecArray | undefined;
  character(): string;
  escapedSet(): Characters;
}

const deepest = 20;

/** Reads what stands behind `[`, with the bracket that ends it. */
export function readClass(reader: ClassReader, depth = 0): Characters {
  if (depth > deepest) throw new Unreadable();
  const isNegated = reader.take('^');
  let set = noCharacters;
  let isFirst = true;
  for (;;) {
    if (reader.isDone) throw new Unreadable();
    // Python's `[]]`: a bracket that stands first is one of the characters.
    if (reader.next() === ']' && !(reader.isPython && isFirst)) {
      reader.at += 1;
      break;
    }
    isFirst = false;
    if (reader.hasSetNotation && (reader.take('--') || reader.take('&&'))) {
      const isLess = reader.source[reader.at - 1] === '-';
      const operand = member(reader, depth).set;
      set = intersectionOf(set, isLess ? complementOf(operand) : operand);
      continue;
    }
    set = united([set, range(reader, depth)]);
  }
  if (!isNegated) return set;
  return complementOf(reader.ignoresCase ? inBothCases(set) : set);
}

function range(reader: ClassReader, depth: number): Characters {
  const low = member(reader, depth);
  const isRange =
    reader.next() === '-' &&
    reader.at + 1 < reader.source.length &&
    reader.source[reader.at + 1] !== ']' &&
    !(reader.hasSetNotation && reader.source[reader.at + 1] === '-');
  if (!isRange) return low.set;
  reader.at += 1;
  const high = member(reader, depth);
  if (low.code === undefined || high.code === undefined) return united([low.set, high.set, charactersOf('-')]);
  if (low.code > high.code) throw new Unreadable();
  return [low.code, high.code];
}

/** A character, with its code, or a set. */
function member(reader: ClassReader, depth: number): { readonly set: Characters; readonly code?: number } {
  if (reader.hasSetNotation && reader.take('[')) return { set: readClass(reader, depth + 1) };
  if (!reader.take('\\')) return single(charactersOf(reader.character()));
  if (reader.take('b')) return single([8, 8]);
  if (reader.hasSetNotation && reader.take('q{')) return { set: quoted(reader) };
  if (reader.isPython || reader.isUnicode || !/[1-7]/.test(reader.next())) {
    const isSet = /[dDwWsSpP]/.test(reader.next());
    const set = reader.escapedSet();
    return isSet ? { set } : single(set);
  }
  const code = Number.parseInt(reader.takeMatch(/[0-3]?[0-7]{1,2}/y)![0], 8);
  return single([code, code]);
}

function single(set: Characters): { readonly set: Characters; readonly code?: number } {
  return set.length === 2 && set[0] === set[1] ? { set, code: set[0]! } : { set };
}

/** `\q{a|b}`: of texts of several characters nothing is known here. */
function quoted(reader: ClassReader): Characters {
  const given = reader.takeMatch(/([^}\\]*)\}/y)?.[1];
  const options = given?.split('|');
  if (options?.every((option) => /^.$/su.test(option)) !== true) throw new Unreadable();
  return charactersOf(options.join(''));
}
