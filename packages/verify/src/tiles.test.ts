import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeEntries,
  decodeHashes,
  encodeEntries,
  parseTilePath,
  tilePath,
  type Tile,
  widthInTree,
} from './tiles.ts';

const tile: fc.Arbitrary<Tile> = fc.oneof(
  fc.record({
    kind: fc.constant('hashes' as const),
    level: fc.integer({ min: 0, max: 63 }),
    index: fc.maxSafeNat(),
    width: fc.integer({ min: 1, max: 256 }),
  }),
  fc.record({ kind: fc.constant('entries' as const), index: fc.maxSafeNat(), width: fc.integer({ min: 1, max: 256 }) }),
);

describe('tile paths', () => {
  test.each([
    [{ kind: 'hashes', level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ kind: 'hashes', level: 1, index: 1_234_067, width: 256 }, 'tile/1/x001/x234/067'],
    [{ kind: 'hashes', level: 0, index: 273, width: 112 }, 'tile/0/273.p/112'],
    [{ kind: 'hashes', level: 63, index: 1000, width: 1 }, 'tile/63/x001/000.p/1'],
    [{ kind: 'entries', index: 1_000_000, width: 255 }, 'tile/entries/x001/x000/000.p/255'],
  ] as const)('%j is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  test('every tile has one path, which leads back to it', () => {
    fc.assert(
      fc.property(tile, (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual(tile);
      }),
    );
  });

  test.each([
    'tile/0/0',
    'tile/00/000',
    'tile/64/000',
    'tile/0/x000/001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/001/000',
    'tile/0/000/',
    '/tile/0/000',
    'tile/0/../000',
    'tile/entries/000.p/',
    'tile/-1/000',
    'tile/data/000',
    'tile/0/x999/x999/x999/x999/x999/999',
    `tile/0/${'x001/'.repeat(1000)}000`,
  ])('%s names no tile', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  test('a tree of 70,000 entries has the tiles that the specification counts', () => {
    const size = 70_000;
    expect([widthInTree(0, 272, size), widthInTree(0, 273, size), widthInTree(0, 274, size)]).toEqual([256, 112, 0]);
    expect([
      widthInTree(1, 0, size),
      widthInTree(1, 1, size),
      widthInTree(2, 0, size),
      widthInTree(3, 0, size),
    ]).toEqual([256, 17, 1, 0]);
    expect([widthInTree(0, 0, 256), widthInTree(1, 0, 256)]).toEqual([256, 1]);
  });
});

describe('entry bundles', () => {
  test('come back as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 }), (entries) => {
        expect(decodeEntries(encodeEntries(entries), entries.length).map((entry) => [...entry])).toEqual(
          entries.map((entry) => [...entry]),
        );
      }),
    );
  });

  test('lengths are big-endian', () => {
    expect([...encodeEntries([new Uint8Array(258)]).subarray(0, 2)]).toEqual([1, 2]);
    expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow(RangeError);
  });

  test.each([
    ['too few', [0, 1, 7], 2],
    ['too many', [0, 1, 7, 0, 1, 8], 1],
    ['cut short', [0, 2, 7], 1],
    ['half a length', [0], 1],
    ['nothing', [], 1],
  ])('%s is refused', (_, bytes, width) => {
    expect(() => decodeEntries(Uint8Array.from(bytes), width)).toThrow(/bundle/);
  });

  test('any bytes are decoded or refused, never more', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.integer({ min: 1, max: 256 }), (bytes, width) => {
        try {
          expect(encodeEntries(decodeEntries(bytes, width))).toEqual(new Uint8Array(bytes));
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed' });
        }
      }),
    );
  });

  test('a tile of the wrong length is refused', () => {
    expect(decodeHashes(new Uint8Array(64), 2)).toHaveLength(2);
    expect(() => decodeHashes(new Uint8Array(63), 2)).toThrow('64 bytes');
  });
});
