/** What an object is, as packs number it; 0: not known, since it or what it is a delta of is damaged. */
export const objectKinds = { unknown: 0, commit: 1, tree: 2, blob: 3, tag: 4 } as const;

/** A part of the store that cannot be looked at. */
export interface StoreGap {
  readonly code: 'unreadable' | 'malformed' | 'missing';
  /** What it is, for people: a file of the store, or an object's id. */
  readonly what: string;
  readonly detail: string;
}

/**
 * All objects that lie in the files of a repository, packed and loose, each under a number: those of one pack in order of their
 * place in it. Every array is shared memory, so that many threads may work on them.
 */
export interface ObjectTable {
  readonly objectsFolder: string;
  /** 20, or 32 in a repository of SHA-256. */
  readonly hashBytes: number;
  readonly packs: readonly { readonly path: string; readonly first: number; readonly end: number }[];
  /** From here on, objects are loose. */
  readonly firstLoose: number;
  readonly count: number;
  /** `hashBytes` each. */
  readonly oids: Uint8Array;
  /** Where the object's entry begins in its pack, and where the next one does: bytes. */
  readonly offsets: Float64Array;
  readonly ends: Float64Array;
  /** Bytes of an entry before its compressed data. */
  readonly headers: Uint8Array;
  /** Inflated size of the entry, of a delta that of its instructions; `unsized` from 4 GiB on. */
  readonly sizes: Uint32Array;
  /** One of `objectKinds`; a delta is what its base is. */
  readonly kinds: Uint8Array;
  /** Of a delta: the number of its base; -1 for a whole object, -2 for a delta whose base is not here. */
  readonly bases: Int32Array;
  /** Deltas of an object: its first, and the next of the same base; -1: none. */
  readonly firstChildren: Int32Array;
  readonly nextSiblings: Int32Array;
  /** 1 for an object that stands in the table before. */
  readonly repeated: Uint8Array;
  /** An open hash table by the first four bytes of ids: numbers plus one. */
  readonly slots: Int32Array;
}

export const unsized = 0xffffffff;

/** The number of the object whose id stands at `at` in `bytes`; -1 when it is not here. */
export function findObject(table: ObjectTable, bytes: Uint8Array, at: number): number {
  const { slots, oids, hashBytes } = table;
  const mask = slots.length - 1;
  let slot = slotKey(bytes, at) & mask;
  for (;;) {
    const taken = slots[slot]!;
    if (taken === 0) return -1;
    if (isSameOid(oids, (taken - 1) * hashBytes, bytes, at, hashBytes)) return taken - 1;
    slot = (slot + 1) & mask;
  }
}

export function oidOf({ oids, hashBytes }: ObjectTable, i: number): string {
  return Buffer.from(oids.buffer, oids.byteOffset + i * hashBytes, hashBytes).toString('hex');
}

/** Ids are hashes: any of their bytes spread well, unless somebody searched for those that do not, which costs them more than us. */
export function slotKey(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

export function isSameOid(a: Uint8Array, aAt: number, b: Uint8Array, bAt: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[aAt + i] !== b[bAt + i]) return false;
  return true;
}
