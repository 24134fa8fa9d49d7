/** Line and column (UTF-16 units) of a byte, both from 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** The way from bytes of a text in UTF-8 to positions that people and editors know. Cheapest when asked in rising order. */
export class Positions {
  private readonly bytes: Uint8Array;
  private line = 1;
  private lineStart: number;
  private lineEnd: number;
  /** A place on the line that was counted up to, and its units. */
  private counted: number;
  private units = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.lineStart = afterMark(bytes);
    this.lineEnd = newlineFrom(bytes, this.lineStart);
    this.counted = this.lineStart;
  }

  at(offset: number): Position {
    if (offset < this.lineStart) this.begin(1, afterMark(this.bytes));
    // A line ends at LF; the CR of a CRLF belongs to its end, where nothing is counted.
    while (this.lineEnd < offset) this.begin(this.line + 1, this.lineEnd + 1);
    return { line: this.line, column: 1 + this.unitsBefore(offset) };
  }

  private begin(line: number, start: number): void {
    this.line = line;
    this.lineStart = start;
    this.lineEnd = newlineFrom(this.bytes, start);
    this.counted = start;
    this.units = 0;
  }

  /** A line can be as long as the file, and hold thousands of findings: each part of it is counted once. */
  private unitsBefore(offset: number): number {
    if (offset < this.counted) {
      this.counted = this.lineStart;
      this.units = 0;
    }
    let split = offset;
    while (split > this.counted && isContinuation(this.bytes[split])) split -= 1;
    this.units += utf16Length(this.bytes, this.counted, split);
    this.counted = split;
    return this.units + utf16Length(this.bytes, split, offset);
  }
}

function newlineFrom(bytes: Uint8Array, start: number): number {
  const newline = bytes.indexOf(10, start);
  return newline < 0 ? Infinity : newline;
}

/** Text is only split before what begins a character, so that both parts have the units that they have together. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Editors do not count a UTF-8 byte order mark. */
function afterMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** UTF-16 units of the text as decoders give it, a U+FFFD for what is no UTF-8: whoever redacts by column must find the same place. */
function utf16Length(bytes: Uint8Array, start: number, end: number): number {
  return textOf(bytes, { start, end }).length;
}

/** Bytes from `start` (inclusive) to `end` (exclusive). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** UTF-8; what is not becomes U+FFFD. */
export function textOf(bytes: Uint8Array, span: Span): string {
  return decoder.decode(bytes.subarray(span.start, span.end));
}
