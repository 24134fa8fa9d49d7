import { Re2Error } from './node.ts';

/** (?i), (?m), (?s) and (?U). */
export interface Flags {
  foldCase: boolean;
  multiLine: boolean;
  dotAll: boolean;
  ungreedy: boolean;
}

/** A place in a pattern that is being parsed. */
export class Cursor {
  readonly source: string;
  at = 0;

  constructor(source: string) {
    this.source = source;
  }

  get done(): boolean {
    return this.at >= this.source.length;
  }

  /** The next UTF-16 unit; empty at the end. */
  get peek(): string {
    return this.source.charAt(this.at);
  }

  slice(length: number): string {
    return this.source.slice(this.at, this.at + length);
  }

  skip(length: number): void {
    this.at += length;
  }

  take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** `expression` is sticky. */
  takeMatch(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const match = expression.exec(this.source) ?? undefined;
    if (match !== undefined) this.at += match[0].length;
    return match;
  }

  /** The next code point; the caller knows that there is one. */
  next(): number {
    const rune = this.source.codePointAt(this.at) ?? 0;
    this.at += rune > 0xffff ? 2 : 1;
    return rune;
  }

  fail(message: string, at = this.at): never {
    throw new Re2Error('syntax', message, at);
  }
}
