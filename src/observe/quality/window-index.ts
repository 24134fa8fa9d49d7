import type { Piece } from './code-piece.ts';

/** Where each shape of a window stands in what the change adds. */
export class WindowIndex {
  readonly window: number;
  private readonly spots = new Map<number, { readonly piece: number; readonly at: number }[]>();

  constructor(window: number) {
    this.window = window;
  }

  get isEmpty(): boolean {
    return this.spots.size === 0;
  }

  add(piece: Piece, from: number, to: number): void {
    const rolling = new Rolling(piece, this.window);
    for (let at = from; at + this.window <= to; at++) {
      const hash = rolling.hashAt(at);
      const known = this.spots.get(hash);
      if (known === undefined) this.spots.set(hash, [{ piece: piece.index, at }]);
      else if (known.length < mostSpots) known.push({ piece: piece.index, at });
    }
  }

  at(hash: number): readonly { readonly piece: number; readonly at: number }[] {
    return this.spots.get(hash) ?? none;
  }
}

/** Of code that repeats itself, the first places stand for the rest. */
const mostSpots = 6;
const none: readonly never[] = [];

/** Karp and Rabin 1987: the hash of each window from the one before. Asked for in rising order. */
export class Rolling {
  private readonly piece: Piece;
  private readonly window: number;
  private readonly drop: number;
  private hash = 0;
  private at = -1;

  constructor(piece: Piece, window: number) {
    this.piece = piece;
    this.window = window;
    let drop = 1;
    for (let each = 1; each < window; each++) drop = Math.imul(drop, base);
    this.drop = drop;
  }

  hashAt(at: number): number {
    if (this.at < 0 || at - this.at > this.window) {
      this.hash = 0;
      for (let each = at; each < at + this.window; each++)
        this.hash = (Math.imul(this.hash, base) + this.piece.shapeAt(each)) | 0;
    } else
      for (let each = this.at; each < at; each++) {
        this.hash = (this.hash - Math.imul(this.piece.shapeAt(each), this.drop)) | 0;
        this.hash = (Math.imul(this.hash, base) + this.piece.shapeAt(each + this.window)) | 0;
      }
    this.at = at;
    return this.hash;
  }
}

const base = 0x01000193;
