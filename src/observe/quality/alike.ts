import type { Piece } from './code-piece.ts';
import { TokenKind, valueWords } from './tokens.ts';

/** How far two places go on alike, each name of the one standing for the same name of the other; in one file, until they meet. */
export function lengthOfMatch(a: Piece, atA: number, b: Piece, atB: number): number {
  const most = Math.min(a.count - atA, b.count - atB, a === b ? Math.abs(atA - atB) : longestBlock, longestBlock);
  const names = new Map<number, number>();
  const back = new Map<number, number>();
  let length = 0;
  // What the change adds ends where the old code goes on.
  let old = 0;
  for (; length < most; length++) {
    if (a.shapeAt(atA + length) !== b.shapeAt(atB + length)) break;
    if (a.kindAt(atA + length) === TokenKind.name) {
      const mine = a.writtenAt(atA + length);
      const theirs = b.writtenAt(atB + length);
      const known = names.get(mine);
      if (known === undefined ? back.has(theirs) : known !== theirs) break;
      if (known === undefined) {
        names.set(mine, theirs);
        back.set(theirs, mine);
      }
    }
    if (a.isNew[atA + length] === 1) old = 0;
    else if (++old > mostOld) {
      length += 1;
      break;
    }
  }
  return length - old;
}

const longestBlock = 20_000;
const mostOld = 12;

/** At least half of what has a name or a value is written alike: the same shape alone is no copy. */
export function isWrittenAlike(a: Piece, atA: number, b: Piece, atB: number, length: number): boolean {
  let all = 0;
  let same = 0;
  for (let each = 0; each < length; each++) {
    const kind = a.kindAt(atA + each);
    if (kind === TokenKind.word || kind === TokenKind.punctuation) continue;
    all += 1;
    if (a.writtenAt(atA + each) === b.writtenAt(atB + each)) same += 1;
  }
  return same * 2 >= all;
}

/** Hardly a word of the language and hardly a call: what is listed does nothing. */
export function isData(piece: Piece, at: number, length: number): boolean {
  let active = 0;
  for (let each = at; each < at + length; each++) {
    const shape = piece.shapeAt(each);
    if (shape === openParenthesis || (piece.kindAt(each) === TokenKind.word && shape < valueWords)) active += 1;
  }
  return active * 40 < length;
}

const openParenthesis = 10 + 40;

/** A table: the same few tokens again and again. */
export function isRepetition(piece: Piece, at: number, length: number): boolean {
  for (let period = 1; period <= 40 && period * 3 < length; period++) {
    let same = 0;
    for (let each = at; each + period < at + length; each++)
      if (piece.shapeAt(each) === piece.shapeAt(each + period)) same += 1;
    if (same >= (length - period) * 0.9) return true;
  }
  return false;
}
