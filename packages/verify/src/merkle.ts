import { equal } from './bytes.ts';
import { VerificationError } from './error.ts';
import { sha256 } from './sha256.ts';

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array;
export const hashLength = 32;

/** Sizes and indexes are JavaScript integers: a log of more than 2^53 - 1 entries is refused. */
export const maxSize = Number.MAX_SAFE_INTEGER;

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** MTH({d}) = SHA-256(0x00 || d), RFC 6962 section 2.1 and RFC 9162 section 2.1.1. */
export function leafHash(entry: Uint8Array): Hash {
  return sha256(leafPrefix, entry);
}

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  return sha256(nodePrefix, left, right);
}

/** MTH({}) = SHA-256(): the root of a log that has no entry yet. */
export const emptyRoot: Hash = sha256();

/** The root of a tree whose leaf hashes are these: MTH of RFC 9162 section 2.1.1. */
export function rootOfLeaves(hashes: readonly Hash[]): Hash {
  const builder = new RootBuilder();
  for (const hash of hashes) builder.add(hash);
  return builder.root();
}

/** Computes a root from leaf hashes one after the other, in space that grows with the logarithm of their number. */
export class RootBuilder {
  /** Roots of the perfect subtrees so far, from left (largest) to right, with the number of leaves of each. */
  readonly #peaks: { hash: Hash; leaves: number }[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(leaf: Hash): void {
    let peak = { hash: leaf, leaves: 1 };
    while (this.#peaks.at(-1)?.leaves === peak.leaves) {
      const left = this.#peaks.pop()!;
      peak = { hash: nodeHash(left.hash, peak.hash), leaves: left.leaves * 2 };
    }
    this.#peaks.push(peak);
    this.#size++;
  }

  root(): Hash {
    const [last, ...others] = this.#peaks.map((peak) => peak.hash).reverse();
    return last === undefined ? emptyRoot : others.reduce((right, left) => nodeHash(left, right), last);
  }
}

export interface Inclusion {
  readonly leaf: Hash;
  /** Of the leaf, from 0. */
  readonly index: number;
  readonly size: number;
  readonly root: Hash;
  readonly proof: readonly Hash[];
}

/** RFC 9162 section 2.1.3.2. Throws `not-included` unless the proof leads from the leaf at `index` to the root. */
export function verifyInclusion({ leaf, index, size, root, proof }: Inclusion): void {
  if (!isSize(size) || !isSize(index) || index >= size)
    throw notIncluded(`a tree of ${size} entries has none at index ${index}`);
  let fn = BigInt(index);
  let sn = BigInt(size - 1);
  let r = leaf;
  for (const p of proof) {
    if (sn === 0n) throw notIncluded('the proof is too long');
    if (lsb(fn) || fn === sn) {
      r = nodeHash(p, r);
      while (!lsb(fn) && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      r = nodeHash(r, p);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  if (sn !== 0n) throw notIncluded('the proof is too short');
  if (!equal(r, root)) throw notIncluded(`entry ${index} is not what the signed root of ${size} entries holds there`);
}

export interface Consistency {
  readonly from: { readonly size: number; readonly root: Hash };
  readonly to: { readonly size: number; readonly root: Hash };
  readonly proof: readonly Hash[];
}

/** RFC 9162 section 2.1.4.2. Throws `inconsistent` unless the tree `from` is a prefix of the tree `to`. */
export function verifyConsistency({ from, to, proof }: Consistency): void {
  if (!isSize(from.size) || !isSize(to.size) || from.size > to.size)
    throw inconsistent(`a log of ${from.size} entries cannot become one of ${to.size}`);
  if (from.size === to.size) {
    if (proof.length > 0) throw inconsistent('the proof is too long');
    if (!equal(from.root, to.root))
      throw inconsistent(
        `two different trees of ${to.size} entries were signed: the log shows different readers different pasts`,
      );
    return;
  }
  if (from.size === 0) {
    if (proof.length > 0) throw inconsistent('the proof is too long');
    if (!equal(from.root, emptyRoot)) throw inconsistent('the earlier root is not that of an empty log');
    return;
  }
  walkConsistency(from, to, proof);
}

function walkConsistency(from: Consistency['from'], to: Consistency['to'], proof: readonly Hash[]): void {
  const path = isPowerOfTwo(from.size) ? [from.root, ...proof] : proof;
  const [seed, ...rest] = path;
  if (seed === undefined) throw inconsistent('the proof is too short');
  let fn = BigInt(from.size - 1);
  let sn = BigInt(to.size - 1);
  while (lsb(fn)) {
    fn >>= 1n;
    sn >>= 1n;
  }
  let fr = seed;
  let sr = seed;
  for (const c of rest) {
    if (sn === 0n) throw inconsistent('the proof is too long');
    if (lsb(fn) || fn === sn) {
      fr = nodeHash(c, fr);
      sr = nodeHash(c, sr);
      while (!lsb(fn) && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      sr = nodeHash(sr, c);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  if (sn !== 0n) throw inconsistent('the proof is too short');
  if (!equal(fr, from.root))
    throw inconsistent(`the first ${from.size} entries are no longer those of the earlier checkpoint`);
  if (!equal(sr, to.root))
    throw inconsistent(`the tree of ${to.size} entries does not grow out of that of ${from.size}`);
}

export function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(Math.log2(n)) && 2 ** Math.log2(n) === n;
}

export function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function lsb(n: bigint): boolean {
  return (n & 1n) === 1n;
}

function notIncluded(message: string): VerificationError {
  return new VerificationError('not-included', message);
}

function inconsistent(message: string): VerificationError {
  return new VerificationError('inconsistent', message);
}
