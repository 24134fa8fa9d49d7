import { type Range, tileWidth } from 'selvedge-verify';
import type { TileRow } from './store.ts';
import { type HashText, nodeOf, rootOfRow } from './tree.ts';

/** The tiles that the roots of these ranges are computed from, each once. */
export function tilesFor(ranges: readonly Range[]): { level: number; index: number }[] {
  const tiles = new Map<string, { level: number; index: number }>();
  for (const { level, index } of ranges.flatMap(subtreesOf)) tiles.set(`${level}/${index}`, { level, index });
  return [...tiles.values()];
}

/** The root of each range; undefined when a tile is missing or too short. */
export function rootsOf(ranges: readonly Range[], tiles: readonly TileRow[]): Buffer[] | undefined {
  const byPlace = new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile.hashes]));
  const roots: Buffer[] = [];
  for (const range of ranges) {
    let root: HashText | undefined;
    for (const { level, index, offset, width } of subtreesOf(range).reverse()) {
      const hashes = byPlace.get(`${level}/${index}`);
      if (hashes === undefined || hashes.length < (offset + width) * 32) return undefined;
      const left = rootOfRow(
        Array.from({ length: width }, (_, at) => hashes.toString('latin1', (offset + at) * 32, (offset + at + 1) * 32)),
      );
      root = root === undefined ? left : nodeOf(left, root);
    }
    roots.push(Buffer.from(root!, 'latin1'));
  }
  return roots;
}

/** A perfect subtree: `width` hashes from `offset` on of a tile. */
interface Subtree {
  readonly level: number;
  readonly index: number;
  readonly offset: number;
  readonly width: number;
}

/** The perfect subtrees that a range consists of, largest first: a range starts at a multiple of its largest. */
function subtreesOf([start, end]: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = start; at < end;) {
    const height = Math.floor(Math.log2(end - at));
    const level = Math.floor(height / 8);
    const first = at / tileWidth ** level;
    subtrees.push({ level, index: Math.floor(first / tileWidth), offset: first % tileWidth, width: 2 ** (height % 8) });
    at += 2 ** height;
  }
  return subtrees;
}
