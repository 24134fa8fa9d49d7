import { isData, isRepetition, isWrittenAlike, lengthOfMatch } from './alike.ts';
import { type ChangedFile, isTest } from './change.ts';
import { Piece, runsIn } from './code-piece.ts';
import { languageOf } from './languages.ts';
import type { Tokens } from './tokens.ts';
import { Rolling, WindowIndex } from './window-index.ts';

/** The same code in two places, one of which the change adds. */
export interface Duplicate {
  readonly path: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly tokens: number;
  /** Where it stands too, the longest of such places. */
  readonly other: { readonly path: string; readonly firstLine: number; readonly lastLine: number };
  /** How many other places have all of it, or most. */
  readonly places: number;
  /** The block as it is apart from names, for what stays the same when it moves. */
  readonly shape: readonly number[];
  /** Both places are tests, which repeat themselves to be read one by one. */
  readonly isInTests: boolean;
}

export interface DuplicationLimits {
  readonly tokens: number;
  readonly lines: number;
  /** performance.now() milliseconds. */
  readonly deadline: number;
}

/**
 * Looks in a project for code that a change adds. First `add` each changed file, then `leave` what the change takes away, then `look` at every
 * file of the tree as the change leaves it (the changed ones too), then ask for `duplicates`. Takes time linear in what it reads, and memory linear in the change.
 *
 * Code is the same when it differs in blanks, comments, numbers, texts, and in names that are consistently others (Baker 1995, parameterised
 * matches), at least half of them as they were. What the change merely moves is not new: each block that it takes away excuses one that it adds.
 */
export class Duplication {
  private readonly limits: DuplicationLimits;
  private readonly pieces: Piece[] = [];
  private readonly byPath = new Map<string, Piece>();
  private readonly blocks: WindowIndex;
  private readonly moves: WindowIndex;
  private readonly found: Match[] = [];
  private size = 0;
  /** Nothing more is looked at: the change is too large, or time is over. */
  stopped: 'too-large' | 'timed-out' | undefined;

  constructor(limits: DuplicationLimits) {
    this.limits = limits;
    this.blocks = new WindowIndex(limits.tokens);
    this.moves = new WindowIndex(Math.min(moveWindow, limits.tokens));
  }

  add(file: ChangedFile, tokens: Tokens): void {
    const family = languageOf(file.path)?.family;
    if (family === undefined || file.added.length === 0) return;
    const piece = new Piece(this.pieces.length, file.path, tokens, family);
    const isNew = marked(file.added);
    for (let at = 0; at < piece.count; at++) piece.isNew[at] = isNew[piece.lineAt(at)] ?? 0;
    this.size += piece.count;
    if (this.size > mostTokens) this.stopped ??= 'too-large';
    if (this.stopped !== undefined) return;
    this.pieces.push(piece);
    this.byPath.set(file.path, piece);
    for (const { from, to } of runsIn(piece)) {
      this.blocks.add(piece, from, to);
      this.moves.add(piece, from, to);
    }
  }

  /** What the change takes away: where it adds the same, that is moved. */
  leave(path: string, tokens: Tokens, removed?: ChangedFile['removed']): void {
    const family = languageOf(path)?.family;
    if (family === undefined || this.blocks.isEmpty) return;
    const left = new Piece(-1, path, tokens, family);
    const isRemoved = removed === undefined ? undefined : marked(removed);
    this.matches(left, this.moves, ({ piece, at, from, length }) => {
      let isGone = 0;
      for (let each = 0; each < length; each++)
        if (isRemoved === undefined || isRemoved[left.lineAt(from + each)] === 1) isGone += 1;
      if (isGone * 2 < length) return;
      piece.isMoved.fill(1, at, at + length);
    });
  }

  look(path: string, tokens: Tokens): void {
    const family = languageOf(path)?.family;
    if (family === undefined || this.blocks.isEmpty) return;
    const own = this.byPath.get(path);
    const there = own ?? new Piece(-1, path, tokens, family);
    this.matches(there, this.blocks, (match) => {
      if (this.found.length < mostMatches) this.found.push({ ...match, there });
    });
  }

  duplicates(): Duplicate[] {
    const judged = this.found.flatMap((match) => this.judged(match) ?? []).sort(longestFirst);
    const told: { readonly duplicate: Duplicate; places: number }[] = [];
    for (const duplicate of judged) {
      const same = told.find(
        ({ duplicate: one }) => overlap(one, duplicate) * 2 > duplicate.lastLine - duplicate.firstLine,
      );
      if (same === undefined) told.push({ duplicate, places: 1 });
      else if (overlap(same.duplicate, duplicate) * 10 >= (same.duplicate.lastLine - same.duplicate.firstLine + 1) * 8)
        same.places += 1;
    }
    return told
      .map(({ duplicate, places }) => ({ ...duplicate, places }))
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.firstLine - b.firstLine));
  }

  private matches(there: Piece, index: WindowIndex, take: (match: Omit<Match, 'there'>) => void): void {
    const { window } = index;
    if (this.stopped !== undefined || there.count < window) return;
    const rolling = new Rolling(there, window);
    for (let from = 0; from + window <= there.count;) {
      if ((from & 4095) === 0 && performance.now() > this.limits.deadline) {
        this.stopped = 'timed-out';
        return;
      }
      let best: Omit<Match, 'there'> | undefined;
      for (const spot of index.at(rolling.hashAt(from))) {
        const piece = this.pieces[spot.piece]!;
        if (piece.family !== there.family || (piece === there && spot.at === from)) continue;
        if (index === this.moves && piece.isMoved[spot.at] === 1) continue;
        const length = lengthOfMatch(piece, spot.at, there, from);
        if (length >= window && length > (best?.length ?? 0)) best = { piece, at: spot.at, from, length };
      }
      if (best !== undefined) take(best);
      from += best?.length ?? 1;
    }
  }

  /** Undefined for what is no copy that anybody would want to know of. */
  private judged({ piece, at, there, from, length }: Match): Duplicate | undefined {
    if (isData(piece, at, length) || isRepetition(piece, at, length) || !isWrittenAlike(piece, at, there, from, length))
      return undefined;
    // Of two copies that are both new, the later is told; unless that one was merely moved.
    const bothNew = there.index >= 0 && countOf(there.isNew, from, length) * 2 > length;
    const isLater = there.index < piece.index || (there === piece && from < at);
    const isMoved = countOf(piece.isMoved, at, length) * 2 > length;
    if (isMoved || (bothNew && !isLater && countOf(there.isMoved, from, length) * 2 <= length)) return undefined;
    const lines = new Set<number>();
    for (let each = at; each < at + length; each++)
      if (piece.isNew[each] === 1 && piece.isMoved[each] === 0) lines.add(piece.lineAt(each));
    if (lines.size < this.limits.lines) return undefined;
    return {
      path: piece.path,
      firstLine: piece.lineAt(at),
      lastLine: piece.lineAt(at + length - 1),
      tokens: length,
      other: { path: there.path, firstLine: there.lineAt(from), lastLine: there.lineAt(from + length - 1) },
      places: 1,
      shape: Array.from({ length }, (_, each) => piece.shapeAt(at + each)),
      isInTests: isTest(piece.path) && isTest(there.path),
    };
  }
}

/** By line: whether a range holds it. */
function marked(ranges: ChangedFile['added']): Uint8Array {
  const lines = new Uint8Array((ranges.at(-1)?.lastLine ?? 0) + 1);
  for (const { firstLine, lastLine } of ranges) lines.fill(1, firstLine, lastLine + 1);
  return lines;
}

const mostTokens = 2_000_000;
const mostMatches = 20_000;
/** What is moved is told by shorter pieces than what is copied: it may be changed on the way. */
const moveWindow = 25;

interface Match {
  readonly piece: Piece;
  readonly at: number;
  readonly there: Piece;
  readonly from: number;
  readonly length: number;
}

function countOf(column: Uint8Array, from: number, length: number): number {
  let count = 0;
  for (let at = from; at < from + length; at++) count += column[at]!;
  return count;
}

function longestFirst(a: Duplicate, b: Duplicate): number {
  return (
    b.tokens - a.tokens ||
    (a.other.path < b.other.path ? -1 : a.other.path > b.other.path ? 1 : a.other.firstLine - b.other.firstLine)
  );
}

/** In lines. */
function overlap(a: Duplicate, b: Duplicate): number {
  if (a.path !== b.path) return 0;
  return Math.max(0, Math.min(a.lastLine, b.lastLine) - Math.max(a.firstLine, b.firstLine) + 1);
}
