import { VerificationError } from './error.ts';
import { emptyRoot, type Hash, isPowerOfTwo, isSize, nodeHash } from './merkle.ts';
import { consistencyRanges, inclusionRanges, type Range, split } from './ranges.ts';
import { decodeHashes, tileWidth, widthInTree } from './tiles.ts';

/** Gives a tile's bytes: `width` hashes of 32 bytes. May be asked for the same tile more than once. */
export type ReadHashTile = (level: number, index: number, width: number) => Promise<Uint8Array>;

/** PATH(index, D[size]) of RFC 6962 section 2.1.1, computed from tiles: siblings from the leaf upward. */
export async function inclusionProof(index: number, size: number, read: ReadHashTile): Promise<Hash[]> {
  if (!isSize(size) || !isSize(index) || index >= size)
    throw new RangeError(`a tree of ${size} entries has none at index ${index}`);
  return hashRanges(inclusionRanges(index, size), size, read);
}

/** PROOF(from, D[to]) of RFC 6962 section 2.1.2, computed from the tiles of the tree of `to` entries. */
export async function consistencyProof(from: number, to: number, read: ReadHashTile): Promise<Hash[]> {
  if (!isSize(from) || !isSize(to) || from > to)
    throw new RangeError(`a tree of ${from} entries is no part of one of ${to}`);
  return hashRanges(consistencyRanges(from, to), to, read);
}

/** The root of the tree of `size` entries, from its tiles. */
export async function rootFromTiles(size: number, read: ReadHashTile): Promise<Hash> {
  if (size === 0) return emptyRoot;
  const [root] = await hashRanges([[0, size]], size, read);
  return root!;
}

/** MTH of each range. Every range comes from splitting [0, size), so its start is a multiple of its largest subtree. */
async function hashRanges(ranges: readonly Range[], size: number, read: ReadHashTile): Promise<Hash[]> {
  const tiles = new TileCache(size, read);
  return Promise.all(ranges.map(([start, end]) => hashRange(start, end, tiles)));
}

async function hashRange(start: number, end: number, tiles: TileCache): Promise<Hash> {
  const count = end - start;
  if (isPowerOfTwo(count)) return tiles.subtree(start, Math.log2(count));
  const middle = start + split(count);
  const [left, right] = await Promise.all([hashRange(start, middle, tiles), hashRange(middle, end, tiles)]);
  return nodeHash(left, right);
}

/** Asks for each tile once, however many hashes of it are needed, and all of them at the same time. */
class TileCache {
  readonly #size: number;
  readonly #read: ReadHashTile;
  readonly #tiles = new Map<string, Promise<Hash[]>>();

  constructor(size: number, read: ReadHashTile) {
    this.#size = size;
    this.#read = read;
  }

  /** The root of the perfect subtree of 2^height leaves that begins at leaf `start`, a multiple of 2^height. */
  async subtree(start: number, height: number): Promise<Hash> {
    const level = Math.floor(height / 8);
    const width = 2 ** (height % 8);
    const first = start / tileWidth ** level;
    const tile = await this.#tile(level, Math.floor(first / tileWidth));
    const offset = first % tileWidth;
    return perfectRoot(tile.slice(offset, offset + width));
  }

  #tile(level: number, index: number): Promise<Hash[]> {
    const key = `${level}/${index}`;
    const known = this.#tiles.get(key);
    if (known !== undefined) return known;
    const width = widthInTree(level, index, this.#size);
    const tile = this.#read(level, index, width).then((bytes) => decodeHashes(bytes, width));
    this.#tiles.set(key, tile);
    return tile;
  }
}

function perfectRoot(hashes: readonly Hash[]): Hash {
  let row = hashes;
  while (row.length > 1)
    row = Array.from({ length: row.length / 2 }, (_, pair) => nodeHash(row[2 * pair]!, row[2 * pair + 1]!));
  const [root] = row;
  if (root === undefined)
    throw new VerificationError('malformed', 'a tile lacks the hashes that the tree’s size says it has');
  return root;
}
