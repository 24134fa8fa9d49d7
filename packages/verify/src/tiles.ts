import { concat } from './bytes.ts';
import { VerificationError } from './error.ts';
import { type Hash, hashLength } from './merkle.ts';

/** Hashes in a full tile, entries in a full bundle (c2sp.org/tlog-tiles). */
export const tileWidth = 256;

/** A tile of hashes at a level, or a bundle of entries. `width` 256 is full, less is the right edge of some tree. */
export type Tile =
  | { readonly kind: 'hashes'; readonly level: number; readonly index: number; readonly width: number }
  | { readonly kind: 'entries'; readonly index: number; readonly width: number };

/** `tile/0/x001/x234/067.p/5`, `tile/entries/000`: the path under the log's prefix, without a leading slash. */
export function tilePath(tile: Tile): string {
  const partial = tile.width < tileWidth ? `.p/${tile.width}` : '';
  return `tile/${tile.kind === 'entries' ? 'entries' : tile.level}/${indexPath(tile.index)}${partial}`;
}

function indexPath(index: number): string {
  const last = String(index % 1000).padStart(3, '0');
  const above = Math.floor(index / 1000);
  return above === 0 ? last : `${indexPath(above).replace(/(\d{3})$/, 'x$1')}/${last}`;
}

const pathForm = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** The tile that a path names, or undefined when it names none: one path for one tile, as tilePath writes it. */
export function parseTilePath(path: string): Tile | undefined {
  const match = pathForm.exec(path);
  if (match === null) return undefined;
  const [, level, elements, partial] = match;
  const index = Number(elements!.replaceAll(/[x/]/g, ''));
  const width = partial === undefined ? tileWidth : Number(partial);
  const tile: Tile =
    level === 'entries' ? { kind: 'entries', index, width } : { kind: 'hashes', level: Number(level), index, width };
  const inRange =
    Number.isSafeInteger(index) &&
    (partial === undefined || width < tileWidth) &&
    (tile.kind === 'entries' || tile.level <= 63);
  return inRange && tilePath(tile) === path ? tile : undefined;
}

/** How many hashes the tile at `level` and `index` has in a tree of `size` entries; 0 when it does not exist there. */
export function widthInTree(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / tileWidth ** level);
  return Math.max(0, Math.min(tileWidth, hashes - index * tileWidth));
}

/** Splits a tile into its hashes; throws `malformed` unless there are exactly `width`. */
export function decodeHashes(bytes: Uint8Array, width: number): Hash[] {
  if (bytes.length !== width * hashLength)
    throw new VerificationError(
      'malformed',
      `a tile of ${width} hashes has ${width * hashLength} bytes, this one ${bytes.length}`,
    );
  return Array.from({ length: width }, (_, index) => bytes.subarray(index * hashLength, (index + 1) * hashLength));
}

/** Longest entry that fits its uint16 length. */
export const maxEntryLength = 0xffff;

/** Big-endian uint16 length, then the entry, for each. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concat(
    ...entries.flatMap((entry) => {
      if (entry.length > maxEntryLength)
        throw new RangeError(`an entry of ${entry.length} bytes does not fit a bundle (${maxEntryLength})`);
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** Splits a bundle; throws `malformed` unless it holds exactly `width` entries and not a byte more. */
export function decodeEntries(bytes: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length && entries.length < width) {
    const start = at + 2;
    const end = start + ((bytes[at]! << 8) | (bytes[at + 1] ?? 0));
    if (start > bytes.length || end > bytes.length)
      throw new VerificationError('malformed', `entry ${entries.length} of the bundle ends after the bundle`);
    entries.push(bytes.subarray(start, end));
    at = end;
  }
  if (entries.length !== width || at !== bytes.length)
    throw new VerificationError('malformed', `the bundle does not hold exactly ${width} entries`);
  return entries;
}
