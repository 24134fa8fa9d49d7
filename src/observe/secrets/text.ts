/** The text of a file as UTF-8 bytes, with the way back to positions that people and editors know. */
export interface Text {
  readonly bytes: Uint8Array;
  /** Line and column (UTF-16 units) of a byte, both from 1. Cheapest when asked in rising order. */
  positionAt(offset: number): Position;
  /** The place in the file as it was handed in. */
  originalOffset(offset: number): number;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** UTF-16 with a byte order mark is converted; anything else is taken as it is, since rules look for ASCII. */
export function readText(file: Uint8Array): Text {
  const encoding =
    file[0] === 0xff && file[1] === 0xfe ? 'utf-16le' : file[0] === 0xfe && file[1] === 0xff ? 'utf-16be' : undefined;
  if (encoding === undefined) return new ByteText(file, (offset) => offset);
  const bytes = new TextEncoder().encode(new TextDecoder(encoding).decode(file));
  return new ByteText(bytes, (offset) => 2 + 2 * utf16Length(bytes, 0, offset));
}

class ByteText implements Text {
  readonly bytes: Uint8Array;
  readonly originalOffset: (offset: number) => number;
  private line = 1;
  private lineStart = 0;

  constructor(bytes: Uint8Array, originalOffset: (offset: number) => number) {
    this.bytes = bytes;
    this.originalOffset = originalOffset;
    this.lineStart = afterMark(bytes);
  }

  positionAt(offset: number): Position {
    if (offset < this.lineStart) {
      this.line = 1;
      this.lineStart = afterMark(this.bytes);
    }
    // A line ends at LF; the CR of a CRLF belongs to its end, where nothing is counted.
    for (;;) {
      const newline = this.bytes.indexOf(10, this.lineStart);
      if (newline < 0 || newline >= offset) break;
      this.line += 1;
      this.lineStart = newline + 1;
    }
    return { line: this.line, column: 1 + utf16Length(this.bytes, this.lineStart, offset) };
  }
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
