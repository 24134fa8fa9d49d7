import { hash } from 'node:crypto';
import { tileWidth } from 'selvedge-verify';
import type { TileRow } from './store.ts';

/** A SHA-256 as a string of 32 latin1 characters: node:crypto makes it 2-3 times as fast as a Buffer. */
export type HashText = string;

/**
 * The right edge of a growing tree in the form of c2sp.org/tlog-tiles: of each level, the hashes of its last, unfilled tile. That
 * is all that is needed to append and to know the root. The same maths as selvedge-verify has (a test compares them), on the
 * path where it must be fast.
 */
export class RightEdge {
  readonly #levels: HashText[][];
  readonly #finished: TileRow[] = [];
  readonly #touched = new Set<number>();
  #size: number;

  private constructor(size: number, levels: HashText[][]) {
    this.#size = size;
    this.#levels = levels;
  }

  static empty(): RightEdge {
    return new RightEdge(0, []);
  }

  /** The tiles from which the edge of a tree of `size` is read. */
  static tilesOf(size: number): { level: number; index: number; width: number }[] {
    const tiles = [];
    for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / tileWidth)) {
      tiles.push({ level, index: Math.floor(hashes / tileWidth), width: hashes % tileWidth });
    }
    return tiles;
  }

  /** Undefined when a tile is missing or too short. */
  static read(size: number, tiles: readonly TileRow[]): RightEdge | undefined {
    const levels: HashText[][] = [];
    for (const { level, index, width } of RightEdge.tilesOf(size)) {
      const stored = tiles.find((tile) => tile.level === level && tile.index === index)?.hashes ?? Buffer.alloc(0);
      if (stored.length < width * 32) return undefined;
      levels.push(Array.from({ length: width }, (_, at) => stored.toString('latin1', at * 32, at * 32 + 32)));
    }
    return new RightEdge(size, levels);
  }

  get size(): number {
    return this.#size;
  }

  append(leaf: string): void {
    // Leaves are ASCII: one byte to a character.
    this.#push(0, hash('sha256', `\0${leaf}`, 'binary'));
    this.#size += 1;
  }

  root(): Buffer {
    let below: HashText | undefined;
    for (const level of this.#levels) {
      const row = below === undefined ? level : [...level, below];
      if (row.length > 0) below = rootOfRow(row);
    }
    return below === undefined ? hash('sha256', '', 'buffer') : Buffer.from(below, 'latin1');
  }

  /** What was filled or begun since the last call. */
  takeTiles(): TileRow[] {
    const partial = [...this.#touched].flatMap((level) => {
      const hashes = this.#levels[level] ?? [];
      return hashes.length === 0 ? [] : [this.#tile(level, hashes)];
    });
    const tiles = [...this.#finished.splice(0), ...partial];
    this.#touched.clear();
    return tiles;
  }

  #push(level: number, node: HashText): void {
    const row = (this.#levels[level] ??= []);
    row.push(node);
    this.#touched.add(level);
    if (row.length < tileWidth) return;
    this.#finished.push(this.#tile(level, row));
    this.#levels[level] = [];
    this.#push(level + 1, rootOfRow(row));
  }

  #tile(level: number, hashes: readonly HashText[]): TileRow {
    // While a leaf is pushed, `size` does not count it yet: the tile that it fills is the one that it falls into.
    const index = Math.floor(this.#size / tileWidth ** (level + 1));
    return { level, index, hashes: Buffer.from(hashes.join(''), 'latin1') };
  }
}

const pair = Buffer.alloc(65);
pair[0] = 1;

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeOf(left: HashText, right: HashText): HashText {
  pair.write(left, 1, 32, 'latin1');
  pair.write(right, 33, 32, 'latin1');
  return hash('sha256', pair, 'binary');
}

/** The root over hashes of equal subtrees, of which the last may be smaller: MTH of RFC 6962 section 2.1. */
export function rootOfRow(row: readonly HashText[]): HashText {
  let level = row;
  while (level.length > 1) {
    const above: HashText[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const right = level[at + 1];
      above.push(right === undefined ? level[at]! : nodeOf(level[at]!, right));
    }
    level = above;
  }
  return level[0]!;
}
