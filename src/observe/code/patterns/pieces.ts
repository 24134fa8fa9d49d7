/** Code of another language within a file, read as one text. Offsets are in UTF-16 units. */
export interface Piece {
  readonly text: string;
  /** Where a place in it stands in the file. */
  readonly origin: (offset: number) => number;
}

/** How the text is made of what was matched: as it stands, without quotes and escapes, or the strings of a list in JSON with blanks between. */
export type Transform = 'no_transform' | 'unquote_string' | 'concat_json_string_array';
export const transforms: readonly string[] = ['no_transform', 'unquote_string', 'concat_json_string_array'];

/** Runs of text and where each began in the file. */
class PieceWriter {
  private text = '';
  private readonly starts: number[] = [];
  private readonly origins: number[] = [];

  add(text: string, origin: number): void {
    if (text === '') return;
    this.starts.push(this.text.length);
    this.origins.push(origin);
    this.text += text;
  }

  piece(): Piece {
    const { text, starts, origins } = this;
    return {
      text,
      origin: (offset) => {
        let low = 0;
        let high = starts.length - 1;
        while (low < high) {
          const middle = (low + high + 1) >> 1;
          if (starts[middle]! <= offset) low = middle;
          else high = middle - 1;
        }
        return (origins[low] ?? 0) + Math.max(0, offset - (starts[low] ?? 0));
      },
    };
  }
}

/** `at`: where the text begins in the file. */
export interface Extracted {
  readonly text: string;
  readonly at: number;
}

const mostLength = 400_000;

/** One piece of each text, or one of all. */
export function piecesOf(found: readonly Extracted[], transform: Transform, isOne: boolean): readonly Piece[] {
  const pieces: Piece[] = [];
  let writer = new PieceWriter();
  let length = 0;
  for (const one of found) {
    length += one.text.length;
    if (length > mostLength) break;
    write(one, transform, writer);
    if (isOne) writer.add('\n', one.at + one.text.length);
    else {
      pieces.push(writer.piece());
      writer = new PieceWriter();
    }
  }
  return isOne ? [writer.piece()] : pieces;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' };

function write({ text, at }: Extracted, transform: Transform, writer: PieceWriter): void {
  if (transform === 'no_transform') return writer.add(text, at);
  if (transform === 'unquote_string') {
    const quote = /^(?:"""|'''|["'`])/.exec(text)?.[0] ?? '';
    const isQuoted = quote !== '' && text.length >= 2 * quote.length && text.endsWith(quote);
    const from = isQuoted ? quote.length : 0;
    return unescaped(text.slice(from, text.length - from), at + from, writer);
  }
  for (const found of text.matchAll(/"((?:[^"\\]|\\[^])*)"/g)) {
    const start = at + found.index + 1;
    unescaped(found[1]!, start, writer);
    writer.add(' ', start + found[1]!.length);
  }
}

function unescaped(text: string, at: number, writer: PieceWriter): void {
  let from = 0;
  for (let i = text.indexOf('\\'); i !== -1 && i + 1 < text.length; i = text.indexOf('\\', from)) {
    writer.add(text.slice(from, i), at + from);
    writer.add(escapes[text[i + 1]!] ?? text[i + 1]!, at + i);
    from = i + 2;
  }
  writer.add(text.slice(from), at + from);
}
