import type { Span } from '../../text.ts';

/** What is told of places in a text. */
export interface Places {
  /** Where in the file, from 1. */
  at(offset: number): { readonly line: number; readonly column: number };
  /** The lines around, as allowlists look at them. */
  around(span: Span): Uint8Array;
  /** Whether it is looked at what matches there. */
  holds(span: Span): boolean;
}

/** Lines and columns of a text as gitleaks counts them. */
export class Lines implements Places {
  private readonly bytes: Uint8Array;
  private breaks: number[] | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Lines from 1; columns in bytes, from 1 in the first line and from 2 in others, where the line break before has the first. */
  at(offset: number): { readonly line: number; readonly column: number } {
    const before = this.countUpTo(offset);
    const last = before === 0 ? 0 : this.all()[before - 1]!;
    return { line: before + 1, column: offset - last + 1 };
  }

  /** From the line break before the match to that behind it, without that. */
  around({ start, end }: Span): Uint8Array {
    const before = this.countUpTo(start);
    const from = before === 0 ? 0 : this.all()[before - 1]!;
    const to = this.bytes.indexOf(10, end);
    return this.bytes.subarray(from, to < 0 ? this.bytes.length : to);
  }

  holds(): boolean {
    return true;
  }

  /** How many line breaks stand at `offset` or before it. */
  private countUpTo(offset: number): number {
    const all = this.all();
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private all(): readonly number[] {
    if (this.breaks !== undefined) return this.breaks;
    const breaks: number[] = [];
    for (let at = this.bytes.indexOf(10); at >= 0; at = this.bytes.indexOf(10, at + 1)) breaks.push(at);
    this.breaks = breaks;
    return breaks;
  }
}
