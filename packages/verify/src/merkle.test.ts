import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hex } from './bytes.ts';
import { VerificationError } from './error.ts';
import { emptyRoot, type Hash, leafHash, rootOfLeaves, verifyConsistency, verifyInclusion } from './merkle.ts';
import { consistencyProof, inclusionProof, rootFromTiles } from './proofs.ts';
import { tilesOf } from './testing.ts';

const bytes = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, 'hex'));

// The leaves, roots and proofs of certificate-transparency's merkle tests, which implementations of RFC 6962 share.
const ctLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((digits) => leafHash(bytes(digits)));
const ctRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const [n96, n5f, n6b, nbc, nca, n0e] = [
  '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
] as const;

describe('a Merkle tree', () => {
  test('has the roots of certificate-transparency’s vectors, for every size', () => {
    expect(ctRoots.map((_, size) => hex(rootOfLeaves(ctLeaves.slice(0, size))))).toEqual(ctRoots);
    expect(hex(emptyRoot)).toBe(ctRoots[0]);
  });

  test.each([
    { index: 0, size: 1, proof: [] },
    { index: 0, size: 8, proof: [n96, n5f, n6b] },
    { index: 5, size: 8, proof: [nbc, nca, ctRoots[4]!] },
    { index: 2, size: 3, proof: [ctRoots[2]!] },
    { index: 1, size: 5, proof: [ctRoots[1]!, n5f, nbc] },
  ])('proves entry $index of $size by the known path', async ({ index, size, proof }) => {
    const made = await inclusionProof(index, size, tilesOf(ctLeaves).at(size));
    expect(made.map(hex)).toEqual(proof);
    verifyInclusion({ leaf: ctLeaves[index]!, index, size, root: bytes(ctRoots[size]!), proof: made });
  });

  test.each([
    { from: 1, to: 1, proof: [] },
    { from: 1, to: 8, proof: [n96, n5f, n6b] },
    { from: 6, to: 8, proof: [n0e, nca, ctRoots[4]!] },
    { from: 2, to: 5, proof: [n5f, nbc] },
  ])('proves that $from entries grew into $to by the known path', async ({ from, to, proof }) => {
    const made = await consistencyProof(from, to, tilesOf(ctLeaves).at(to));
    expect(made.map(hex)).toEqual(proof);
    verifyConsistency({
      from: { size: from, root: bytes(ctRoots[from]!) },
      to: { size: to, root: bytes(ctRoots[to]!) },
      proof: made,
    });
  });
});

const leaves = Array.from({ length: 70_000 }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));
const tree = tilesOf(leaves);
const roots = new Map<number, Hash>();
const rootAt = async (size: number): Promise<Hash> => {
  const root = roots.get(size) ?? (await rootFromTiles(size, tree.at(size)));
  roots.set(size, root);
  return root;
};
const sizes = fc.oneof(
  fc.integer({ min: 1, max: 600 }),
  fc.constantFrom(255, 256, 257, 65_535, 65_536, 65_537, 65_792, 70_000),
  fc.integer({ min: 1, max: 70_000 }),
);

describe('proofs made from tiles', () => {
  test('the root from tiles is that of the leaves', async () => {
    for (const size of [1, 2, 255, 256, 257, 513, 65_535, 65_536, 65_537, 70_000]) {
      expect(hex(await rootFromTiles(size, tree.at(size))), `${size} entries`).toBe(
        hex(rootOfLeaves(leaves.slice(0, size))),
      );
    }
  });

  test('include every entry of every tree, and no other entry, index, size or root', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, seed) => {
        const index = seed % size;
        const [root, proof] = await Promise.all([rootAt(size), inclusionProof(index, size, tree.at(size))]);
        const good = { leaf: leaves[index]!, index, size, root, proof };
        verifyInclusion(good);
        expectFailure('not-included', () => verifyInclusion({ ...good, leaf: leafHash(Buffer.from('forged')) }));
        expectFailure('not-included', () => verifyInclusion({ ...good, root: leafHash(root) }));
        expectFailure('not-included', () => verifyInclusion({ ...good, index: size }));
        expectFailure('not-included', () => verifyInclusion({ ...good, proof: [...proof, root] }));
        if (size > 1) expectFailure('not-included', () => verifyInclusion({ ...good, index: (index + 1) % size }));
        if (proof.length > 0) expectFailure('not-included', () => verifyInclusion({ ...good, proof: proof.slice(1) }));
        for (const spoilt of spoil(proof, seed))
          expectFailure('not-included', () => verifyInclusion({ ...good, proof: spoilt }));
      }),
      { numRuns: 300 },
    );
  });

  test('show every earlier tree to be a prefix, and no tree whose past differs', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, sizes, fc.nat(), async (a, b, seed) => {
        const [small, large] = a < b ? [a, b] : [b, a];
        const [from, to] = await Promise.all([rootAt(small), rootAt(large)]);
        const proof = await consistencyProof(small, large, tree.at(large));
        const good = { from: { size: small, root: from }, to: { size: large, root: to }, proof };
        verifyConsistency(good);
        expectFailure('inconsistent', () =>
          verifyConsistency({ ...good, from: { size: small, root: leafHash(from) } }),
        );
        expectFailure('inconsistent', () => verifyConsistency({ ...good, to: { size: large, root: leafHash(to) } }));
        expectFailure('inconsistent', () => verifyConsistency({ ...good, proof: [...proof, from] }));
        if (proof.length > 0)
          expectFailure('inconsistent', () => verifyConsistency({ ...good, proof: proof.slice(0, -1) }));
        for (const spoilt of spoil(proof, seed))
          expectFailure('inconsistent', () => verifyConsistency({ ...good, proof: spoilt }));
      }),
      { numRuns: 300 },
    );
  });

  test('an empty log is a prefix of every log, and a shrunken log of none', () => {
    const to = { size: 3, root: rootOfLeaves(leaves.slice(0, 3)) };
    verifyConsistency({ from: { size: 0, root: emptyRoot }, to, proof: [] });
    expectFailure('inconsistent', () => verifyConsistency({ from: { size: 0, root: to.root }, to, proof: [] }));
    expectFailure('inconsistent', () =>
      verifyConsistency({ from: to, to: { size: 2, root: rootOfLeaves(leaves.slice(0, 2)) }, proof: [] }),
    );
  });

  test('two different trees of one size are called a split view', () => {
    const [one, two] = [leaves.slice(0, 3), leaves.slice(1, 4)].map(rootOfLeaves);
    expect(() => verifyConsistency({ from: { size: 3, root: one! }, to: { size: 3, root: two! }, proof: [] })).toThrow(
      'different pasts',
    );
  });

  test('a tree of a million million entries needs at most 6 tiles for a proof, read at once', async () => {
    const asked: string[] = [];
    const proof = await inclusionProof(123_456_789_012, 2 ** 40, async (level, index, width) => {
      asked.push(`${level}/${index}`);
      return new Uint8Array(width * 32);
    });
    expect(proof).toHaveLength(40);
    expect(asked.sort()).toEqual(['0/482253082', '1/1883801', '2/7358', '3/28', '4/0']);
  });
});

/** Copies of the proof with one bit flipped in the hash that the seed chooses. */
function spoil(proof: readonly Hash[], seed: number): Hash[][] {
  if (proof.length === 0) return [];
  const spoilt = proof.map((hash) => Uint8Array.from(hash));
  spoilt[seed % proof.length]![seed % 32]! ^= 1 << (seed % 8);
  return [spoilt];
}

function expectFailure(code: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(VerificationError);
    expect((error as VerificationError).code).toBe(code);
    return;
  }
  expect.unreachable(`should have failed as ${code}`);
}
