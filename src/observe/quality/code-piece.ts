import { withoutImports } from './imports.ts';
import type { Family } from './languages.ts';
import type { Tokens } from './tokens.ts';

/** The tokens of one file without its imports. */
export class Piece {
  /** -1: the change does not add to it. */
  readonly index: number;
  readonly path: string;
  readonly family: Family;
  readonly count: number;
  readonly isNew: Uint8Array;
  readonly isMoved: Uint8Array;
  private readonly tokens: Tokens;
  private readonly kept: Int32Array;

  constructor(index: number, path: string, tokens: Tokens, family: Family) {
    this.index = index;
    this.path = path;
    this.tokens = tokens;
    this.family = family;
    this.kept = withoutImports(tokens, family);
    this.count = this.kept.length;
    this.isNew = new Uint8Array(index < 0 ? 0 : this.count);
    this.isMoved = new Uint8Array(index < 0 ? 0 : this.count);
  }

  shapeAt(at: number): number {
    return this.tokens.shape[this.kept[at]!]!;
  }

  writtenAt(at: number): number {
    return this.tokens.written[this.kept[at]!]!;
  }

  kindAt(at: number): number {
    return this.tokens.kind[this.kept[at]!]!;
  }

  lineAt(at: number): number {
    return this.tokens.line[this.kept[at]!]!;
  }
}

/** Stretches of tokens that the change adds, with the few old lines between them. */
export function* runsIn(piece: Piece): Generator<{ readonly from: number; readonly to: number }> {
  let from = -1;
  let last = -1;
  for (let at = 0; at < piece.count; at++) {
    if (piece.isNew[at] === 0) continue;
    if (from >= 0 && piece.lineAt(at) - piece.lineAt(last) > longestHole + 1) {
      yield { from, to: last + 1 };
      from = -1;
    }
    if (from < 0) from = at;
    last = at;
  }
  if (from >= 0) yield { from, to: last + 1 };
}

/** Lines that a change leaves within what it adds are taken along: a closing brace may be an old one. */
const longestHole = 3;
