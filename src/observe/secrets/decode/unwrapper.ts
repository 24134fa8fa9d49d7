import { chunkBytes, type Match, type Scanner, type Window } from '../scanner.ts';
import type { Span } from '../text.ts';
import type { Codec } from './codec.ts';
import { codecsOf, copyAt, type Depth, depthsAt, mapAt, placeLabels, segment, segmentBytes, walk } from './layout.ts';

/** Text that was found encoded in a file's text, with matches in it. */
export interface Layer {
  readonly bytes: Uint8Array;
  /** Positions are bytes of this text. */
  readonly matches: readonly Match[];
  /** How it is encoded, outermost first. */
  readonly codecs: readonly Codec[];
  /** All of it, in the file's text. */
  readonly encoded: Span;
  /** What stands before and behind it on its line, in the text that it was decoded from; where all layers are kept alone. */
  readonly line?: { readonly before: Uint8Array; readonly behind: Uint8Array };
  /** The bytes of the file's text that hold exactly this part of it. */
  originOf(span: Span): Span;
}

export interface Unwrapped {
  /** Those in which a rule matched, or all of them; an outer one before what is in it. */
  readonly layers: readonly Layer[];
  /** Rules that used up their budget in decoded text. */
  readonly gaveUp: readonly number[];
  /** From where on the file's text was not decoded: a budget ended, or the deadline came. */
  readonly stoppedAt?: number;
  /** All layers were to be kept, and there were too many. */
  readonly isCut?: boolean;
}

/** Of one file: decoded bytes of all layers together. Each codec takes at least as much text as it gives, and text may be encoded in two ways at once. */
const decodedBytes = { least: 1024 * 1024, perByte: 2 };
/** Matches in decoded text; a file with more is a dump. */
const maxMatches = 2000;
/** As much of a line as is kept around a layer, on each side. */
const lineBytes = 512;
/** Layers without a match that are kept, all together: finding the way back takes eight bytes for each of a layer's. */
const mostKept = { layers: 4000, bytes: 2 * 1024 * 1024 };

/** Finds text that is encoded in text, to a depth of `maxDepth`, and lets the scanner look at it. */
export class Unwrapper {
  private readonly scanner: Scanner;
  private readonly depths: readonly Depth[];
  private readonly view: DataView;
  private layers: Layer[] = [];
  private gaveUp = new Set<number>();
  /** By depth: segments in the arena, and the way back from one of them. */
  private readonly counts: number[] = [];
  private readonly origins: (Origins | undefined)[] = [];
  /** The part of the file that is decoded. */
  private window: Window = { position: 0, low: 0, from: 0, to: 0, high: 0 };
  private budget = 0;
  private matchesLeft = 0;
  private keepsAll = false;
  private isCut = false;
  private readonly kept = { layers: 0, bytes: 0 };

  constructor(scanner: Scanner) {
    this.scanner = scanner;
    this.depths = depthsAt(scanner.spareAt);
    this.view = new DataView(scanner.memory.buffer);
    placeLabels(scanner.memory);
    scanner.kernel.setUnwrap();
  }

  /**
   * `text` was handed to the scanner's `scan` just before. `deadline` is performance.now() milliseconds. `keepsAll`: layers in which
   * nothing matched are kept too, for others to look at.
   */
  unwrap(text: Uint8Array, deadline: number, keepsAll = false): Unwrapped {
    this.keepsAll = keepsAll;
    this.isCut = false;
    this.kept.layers = 0;
    this.kept.bytes = 0;
    this.layers = [];
    this.gaveUp = new Set();
    this.budget = decodedBytes.least + decodedBytes.perByte * text.length;
    this.matchesLeft = maxMatches;
    const { state } = this.depths[0]!;
    this.scanner.memory.fill(0, state, state + 64);
    for (let chunk = 0; chunk < text.length; chunk += chunkBytes) {
      if (chunk > 0 && performance.now() > deadline) return this.outcome(chunk);
      const window = this.scanner.load(text, chunk);
      if (chunk > 0) this.moveState(state, this.window, window);
      this.window = window;
      if (!this.walk(0, window, window.position + window.high - window.low < text.length)) return this.outcome(chunk);
    }
    return this.outcome();
  }

  private outcome(stoppedAt?: number): Unwrapped {
    return {
      layers: this.layers,
      gaveUp: [...this.gaveUp],
      ...(stoppedAt === undefined ? {} : { stoppedAt }),
      ...(this.isCut && { isCut: true }),
    };
  }

  /** The walk's addresses in the next window. What the window cut goes on there. */
  private moveState(state: number, before: Window, window: Window): void {
    const by = window.low - window.position - (before.low - before.position);
    const moved = (field: number) => {
      const at = this.view.getUint32(state + field, true);
      return at === 0 ? 0 : Math.max(window.low, at + by);
    };
    const carry = moved(walk.carry);
    for (const field of [walk.runs, walk.escapes]) this.view.setUint32(state + field, moved(field), true);
    this.view.setUint32(state + walk.resume, carry, true);
    this.view.setUint32(state + walk.carry, 0, true);
  }

  /** Decodes what begins in the window, arena by arena. False when a budget ended. */
  private walk(depth: number, window: Window, goesOn: boolean): boolean {
    const { kernel } = this.scanner;
    const { state, segments, segmentsEnd, arena, arenaEnd } = this.depths[depth]!;
    let from = window.from;
    while (from < window.to) {
      kernel.layer(window.low, window.high, goesOn, state);
      kernel.target(arena, arenaEnd, segments, segmentsEnd);
      from = kernel.unwrap(from, window.to);
      const count = kernel.segmentCount();
      this.counts[depth] = count;
      this.origins[depth] = undefined;
      if (count > 0 && !this.readArena(depth, kernel.arenaUsed())) return false;
    }
    return true;
  }

  private readArena(depth: number, end: number): boolean {
    const { arena } = this.depths[depth]!;
    this.budget -= end - arena;
    if (this.budget < 0) return false;
    const { matches, gaveUp, stoppedAt } = this.scanner.scanPlaced(arena, end, this.matchesLeft);
    for (const rule of gaveUp) this.gaveUp.add(rule);
    this.matchesLeft -= matches.length;
    if (matches.length > 0 || this.keepsAll) this.keep(depth, matches);
    if (stoppedAt !== undefined || this.matchesLeft <= 0) return false;
    const inner = this.depths[depth + 1];
    if (inner === undefined) return true;
    this.scanner.memory.fill(0, inner.state, inner.state + 64);
    return this.walk(depth + 1, { position: 0, low: arena, from: arena, to: end, high: end }, false);
  }

  /** Gives each match to its segment; one that reaches over two is none. */
  private keep(depth: number, matches: readonly Match[]): void {
    const bySegment = new Map<number, Match[]>();
    if (this.keepsAll) for (const at of this.segmentsToKeep(depth)) bySegment.set(at, []);
    for (const match of matches) {
      const at = this.segmentAt(depth, match.start);
      if (match.start < this.field(at, segment.out) || match.end > this.field(at, segment.outEnd)) continue;
      const known = bySegment.get(at);
      if (known === undefined) bySegment.set(at, [match]);
      else known.push(match);
    }
    for (const [at, own] of bySegment) this.layers.push(this.layerOf(depth, at, own));
  }

  /** Addresses of all segments, as far as there may be more. */
  private *segmentsToKeep(depth: number): Generator<number> {
    const { segments } = this.depths[depth]!;
    for (let index = 0; index < this.counts[depth]!; index += 1) {
      const at = segments + segmentBytes * index;
      this.kept.layers += 1;
      this.kept.bytes += this.field(at, segment.outEnd) - this.field(at, segment.out);
      if (this.kept.layers > mostKept.layers || this.kept.bytes > mostKept.bytes) {
        this.isCut = true;
        return;
      }
      yield at;
    }
  }

  private layerOf(depth: number, at: number, matches: readonly Match[]): Layer {
    const start = this.field(at, segment.out);
    const { codecs, places, line } = this.originsOf(depth, at);
    const moved = ({ start: from, end }: Span): Span => ({ start: from - start, end: end - start });
    const originOf = (span: Span): Span => ({
      start: places[2 * span.start]!,
      end: places[2 * Math.max(span.start, span.end - 1) + 1]!,
    });
    const length = places.length / 2;
    return {
      bytes: this.scanner.memory.slice(start, this.field(at, segment.outEnd)),
      matches: matches.map((match) => ({
        rule: match.rule,
        ...moved(match),
        groups: match.groups.map((group) => group && moved(group)),
      })),
      codecs,
      encoded: originOf({ start: 0, end: length }),
      ...(line !== undefined && { line }),
      originOf,
    };
  }

  /** For each byte of a segment, where in the file the bytes that hold it begin and end. Of a depth, the last segment's are kept. */
  private originsOf(depth: number, at: number): Origins {
    const known = this.origins[depth];
    if (known?.at === at) return known;
    const places = this.trace(at);
    const own = codecsOf(this.field(at, segment.codec));
    const origins = depth === 0 ? this.inFile(at, own, places) : this.throughParent(depth - 1, at, own, places);
    this.origins[depth] = origins;
    return origins;
  }

  private inFile(at: number, codecs: readonly Codec[], places: Uint32Array): Origins {
    const by = this.window.low - this.window.position;
    const line = this.keepsAll ? this.lineAround(at, this.window.low, this.window.high) : undefined;
    return { at, codecs, line, places: places.map((address) => address - by) };
  }

  /** What is decoded from an arena lies in one of its segments. */
  private throughParent(depth: number, at: number, own: readonly Codec[], places: Uint32Array): Origins {
    const parentAt = this.segmentAt(depth, this.field(at, segment.from));
    const parent = this.originsOf(depth, parentAt);
    const start = this.field(parentAt, segment.out);
    const last = parent.places.length / 2 - 1;
    for (let index = 0; index < places.length; index += 2) {
      const first = Math.min(last, places[index]! - start);
      places[index + 1] = parent.places[2 * Math.max(first, Math.min(last, places[index + 1]! - 1 - start)) + 1]!;
      places[index] = parent.places[2 * first]!;
    }
    const line = this.keepsAll
      ? this.lineAround(at, start, this.field(parentAt, segment.outEnd), parent.line)
      : undefined;
    return { at, codecs: [...parent.codecs, ...own], line, places };
  }

  /** Of the line that the segment stands on, in memory from `low` to `high`, and on from there where that is a part of a line itself. */
  private lineAround(at: number, low: number, high: number, outer?: Layer['line']): Layer['line'] {
    const { memory } = this.scanner;
    const from = this.field(at, segment.from);
    let to = this.field(at, segment.to);
    // What fills up base64 is no part of a segment.
    if (codecsOf(this.field(at, segment.codec)).includes('base64'))
      for (const most = Math.min(high, to + 2); to < most && memory[to] === 61;) to += 1;
    const first = Math.max(low, from - lineBytes);
    const begin = memory.subarray(first, from).lastIndexOf(10);
    const before = memory.slice(begin < 0 ? first : first + begin + 1, from);
    const last = Math.min(high, to + lineBytes);
    const end = memory.subarray(to, last).indexOf(10);
    const behind = memory.slice(to, end < 0 ? last : to + end);
    return {
      before: begin < 0 && first === low && outer !== undefined ? Buffer.concat([outer.before, before]) : before,
      behind: end < 0 && last === high && outer !== undefined ? Buffer.concat([behind, outer.behind]) : behind,
    };
  }

  private trace(at: number): Uint32Array {
    const { kernel, memory, spareAt } = this.scanner;
    kernel.trace(at, copyAt(spareAt), mapAt(spareAt));
    const length = this.field(at, segment.outEnd) - this.field(at, segment.out);
    return new Uint32Array(memory.buffer, mapAt(spareAt), 2 * length).slice();
  }

  /** The last segment that begins at or before that place in the depth's arena. */
  private segmentAt(depth: number, place: number): number {
    const { segments } = this.depths[depth]!;
    let low = 0;
    let high = this.counts[depth]! - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.field(segments + segmentBytes * middle, segment.out) <= place) low = middle;
      else high = middle - 1;
    }
    return segments + segmentBytes * low;
  }

  private field(at: number, field: number): number {
    return this.view.getUint32(at + field, true);
  }
}

interface Origins {
  /** Address of the segment. */
  readonly at: number;
  readonly codecs: readonly Codec[];
  /** Two numbers for each byte: where what holds it begins, and where that ends. */
  readonly places: Uint32Array;
  readonly line: Layer['line'];
}
