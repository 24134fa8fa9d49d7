import type { Layer } from '../../decode/unwrapper.ts';
import type { Span } from '../../text.ts';
import type { Lines, Places } from './lines.ts';

interface Piece {
  readonly layer: Layer;
  /** With the line around it, and the line breaks at both ends. */
  readonly start: number;
  readonly end: number;
  /** What was decoded. */
  readonly from: number;
  readonly to: number;
}

/**
 * All that is encoded in a file as one text, each layer in the line in which it stands: gitleaks puts what it decodes in the place of
 * what it decoded, and looks again for what matches there.
 */
export class DecodedText implements Places {
  readonly bytes: Uint8Array;
  private readonly pieces: readonly Piece[];
  private readonly file: Lines;

  /** `file`: the lines of the text that the layers stand in. */
  constructor(layers: readonly Layer[], file: Lines) {
    this.file = file;
    const parts: Uint8Array[] = [between];
    const pieces: Piece[] = [];
    let start = between.length;
    for (const layer of layers) {
      const { before, behind } = layer.line ?? { before: nothing, behind: nothing };
      const from = start + before.length;
      const to = from + layer.bytes.length;
      pieces.push({ layer, start: start - 1, from, to, end: to + behind.length + 1 });
      parts.push(before, layer.bytes, behind, between);
      start = to + behind.length + between.length;
    }
    this.bytes = Buffer.concat(parts);
    this.pieces = pieces;
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    const { layer, from, to } = this.pieceAt(offset);
    const within = Math.min(Math.max(offset, from), to - 1) - from;
    return this.file.at(layer.originOf({ start: within, end: within + 1 }).start);
  }

  /** From the line break before what was decoded to that behind it, as gitleaks hands it to allowlists. */
  around({ start }: Span): Uint8Array {
    const piece = this.pieceAt(start);
    return this.bytes.subarray(piece.start, piece.end - 1);
  }

  /** Whether something decoded is in it: the rest was looked at as it stands in the file. */
  holds(span: Span): boolean {
    const { start, end, from, to } = this.pieceAt(span.start);
    return start <= span.start && span.end <= end && span.start < to && from < span.end;
  }

  /** The layer, and what of the span was decoded, in its text. */
  inLayer(span: Span): { readonly layer: Layer; readonly span: Span } {
    const { layer, from, to } = this.pieceAt(span.start);
    const inside = (place: number): number => Math.min(Math.max(place, from), to) - from;
    return { layer, span: { start: inside(span.start), end: inside(span.end) } };
  }

  /** The bytes of the file that hold what of the span was decoded; undefined when nothing of it was. */
  inFile(span: Span): Span | undefined {
    const { layer, span: inside } = this.inLayer(span);
    return inside.start < inside.end ? layer.originOf(inside) : undefined;
  }

  /** Where a part of a layer stands here. */
  placeOf(layer: Layer, span: Span): Span {
    const { from } = this.pieces.find((piece) => piece.layer === layer)!;
    return { start: from + span.start, end: from + span.end };
  }

  private pieceAt(offset: number): Piece {
    let low = 0;
    let high = this.pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.pieces[middle]!.start <= offset) low = middle;
      else high = middle - 1;
    }
    return this.pieces[low]!;
  }
}

const between = Buffer.from('\n\0\n');
const nothing = new Uint8Array(0);
