import { assert, integer, property } from 'fast-check';
import {
  commitmentOf,
  consistencyProof,
  consistencyRanges,
  encodeLeaf,
  inclusionProof,
  inclusionRanges,
  leafHash,
  rootOfLeaves,
} from 'selvedge-verify';
import { expect, test } from 'vitest';
import { canonicalJson, type EntryId, type Instant } from '#ground/model';
import { rootsOf } from './proofs.ts';
import { leafHashOf, leafText } from './entry.ts';
import { RightEdge } from './tree.ts';

const leaves = (count: number) => Array.from({ length: count }, (_, n) => `leaf ${n}`);
const expected = (count: number) => Buffer.from(rootOfLeaves(leaves(count).map((leaf) => leafHash(Buffer.from(leaf)))));

const tilesOf = (count: number) => {
  const edge = RightEdge.empty();
  leaves(count).forEach((leaf) => edge.append(leaf));
  return edge.takeTiles();
};

test('The root is that of the independent verifier at every size around the edges of tiles', () => {
  const edge = RightEdge.empty();
  expect(edge.root()).toEqual(expected(0));
  const sizes = new Set([1, 2, 3, 7, 255, 256, 257, 511, 512, 513, 1000]);
  leaves(1000).forEach((leaf, at) => {
    edge.append(leaf);
    if (sizes.has(at + 1)) expect(edge.root()).toEqual(expected(at + 1));
  });
});

test('An edge read back from the tiles goes on to the same root, wherever it was cut', () => {
  assert(
    property(integer({ min: 1, max: 700 }), integer({ min: 1, max: 300 }), (first, more) => {
      const tiles = new Map<string, { level: number; index: number; hashes: Buffer }>();
      const keep = (edge: RightEdge) =>
        edge.takeTiles().forEach((tile) => tiles.set(`${tile.level}/${tile.index}`, tile));
      const edge = RightEdge.empty();
      const all = leaves(first + more);
      all.slice(0, first).forEach((leaf) => edge.append(leaf));
      keep(edge);
      const again = RightEdge.read(first, [...tiles.values()])!;
      all.slice(first).forEach((leaf) => again.append(leaf));
      expect(again.size).toBe(first + more);
      expect(again.root()).toEqual(expected(first + more));
    }),
    { numRuns: 25 },
  );
});

test('Proofs are those of the independent verifier, at every size around the edges of tiles', async () => {
  const total = 1100;
  const tiles = tilesOf(total);
  const read = async (level: number, index: number, width: number) =>
    tiles.find((tile) => tile.level === level && tile.index === index)!.hashes.subarray(0, width * 32);
  for (const size of [1, 2, 3, 255, 256, 257, 512, 700, 1024, 1025, total]) {
    for (const at of [0, 1, 254, 255, 256, 257, 511, 699, 1024, size - 1].filter((index) => index < size)) {
      expect(rootsOf(inclusionRanges(at, size), tiles)).toEqual(
        (await inclusionProof(at, size, read)).map((hash) => Buffer.from(hash)),
      );
      expect(rootsOf(consistencyRanges(at, size), tiles)).toEqual(
        (await consistencyProof(at, size, read)).map((hash) => Buffer.from(hash)),
      );
    }
  }
});

test('A proof is not made from tiles that are too short', () => {
  expect(rootsOf(inclusionRanges(0, 600), tilesOf(599))).toBeUndefined();
});

test('An edge is not read from tiles that are too short', () => {
  const edge = RightEdge.empty();
  leaves(10).forEach((leaf) => edge.append(leaf));
  expect(RightEdge.read(11, edge.takeTiles())).toBeUndefined();
});

test('A leaf is byte for byte what the verifier writes, and so is its commitment', () => {
  const salt = Buffer.alloc(32, 7);
  const body = { words: 'ünïcode \u{1F9F5}', number: 1e21, list: [null, true] };
  const id = 'ent_01a202ed-5ca4-70f9-83a5-8a0d1ca14917' as EntryId;
  const time = '2026-11-22T10:32:00.000Z' as Instant;
  const text = leafText(id, 'test.noted', time, salt, canonicalJson(body));
  const theirs = encodeLeaf({ version: 1, id, type: 'test.noted', time, commitment: commitmentOf(salt, body) });
  expect(Buffer.from(text)).toEqual(Buffer.from(theirs));
  expect(leafHashOf(text)).toBe(Buffer.from(leafHash(theirs)).toString('base64'));
});
