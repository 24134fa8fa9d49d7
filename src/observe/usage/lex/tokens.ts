export const kinds = { name: 1, string: 2, template: 3, punctuation: 4, number: 5, regex: 6 } as const;
export type TokenKind = (typeof kinds)[keyof typeof kinds];

/** A text's tokens without its comments, in order. Positions are UTF-16 units; lines count from 1. */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  /** Line from which on a string, template or comment had no end; absent: the text was well-formed for this reader. */
  readonly unsure?: number;
  kind(at: number): TokenKind | 0;
  line(at: number): number;
  /** A string's content without its quotes, as written; every other token's text. '' beyond the ends. */
  value(at: number): string;
  /** True for punctuation that begins with this; `...`, `=>`, `::` and `->` are one token each. */
  is(at: number, punctuation: string): boolean;
  isName(at: number, name: string): boolean;
  /** Tokens touch: no space or comment between this one and the one before. */
  touches(at: number): boolean;
}

/** Grows by doubling: three numbers for each token. */
export class TokenList implements Tokens {
  readonly text: string;
  unsure?: number;
  count = 0;
  private kindsOf = new Uint8Array(1024);
  private spans = new Uint32Array(3 * 1024);

  constructor(text: string) {
    this.text = text;
  }

  push(kind: TokenKind, start: number, end: number, line: number): void {
    if (this.count === this.kindsOf.length) this.grow();
    this.kindsOf[this.count] = kind;
    const at = this.count * 3;
    this.spans[at] = start;
    this.spans[at + 1] = end;
    this.spans[at + 2] = line;
    this.count += 1;
  }

  /** Forgets tokens from there on. */
  truncate(count: number): void {
    this.count = count;
  }

  kind(at: number): TokenKind | 0 {
    return at < 0 || at >= this.count ? 0 : ((this.kindsOf[at] ?? 0) as TokenKind | 0); // only push writes, with a kind
  }

  line(at: number): number {
    return this.spans[at * 3 + 2] ?? 1;
  }

  value(at: number): string {
    if (at < 0 || at >= this.count) return '';
    return this.text.slice(this.spans[at * 3], this.spans[at * 3 + 1]);
  }

  is(at: number, punctuation: string): boolean {
    return this.kind(at) === kinds.punctuation && this.value(at) === punctuation;
  }

  isName(at: number, name: string): boolean {
    return this.kind(at) === kinds.name && this.value(at) === name;
  }

  touches(at: number): boolean {
    return at > 0 && at < this.count && this.spans[at * 3] === this.spans[(at - 1) * 3 + 1];
  }

  private grow(): void {
    const more = new Uint8Array(this.kindsOf.length * 2);
    more.set(this.kindsOf);
    this.kindsOf = more;
    const spans = new Uint32Array(this.spans.length * 2);
    spans.set(this.spans);
    this.spans = spans;
  }
}
