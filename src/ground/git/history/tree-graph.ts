import { findObject, objectKinds, type ObjectTable } from '../packs/object-table.ts';
import type { UnpackFailure } from '../packs/entry-reader.ts';
import type { Unpacker } from '../packs/unpacker.ts';

/** What of all trees matters: their folders, and those of their files that are looked for. Numbers are those of the object table. */
export interface TreeGraph {
  /** By the number of a tree: where its edges begin in `edges`, and how many there are; -1 for one that was not read. */
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  /** Edges by number; of each the number of its name, and the object that it leads to. Deltas of trees share them. */
  readonly edges: Int32Array;
  readonly names: readonly Uint8Array[];
  readonly edgeNames: Int32Array;
  readonly edgeChildren: Int32Array;
  /** Trees that name objects which are not here, and those objects: id → file name. */
  readonly incomplete: readonly number[];
  readonly missing: ReadonlyMap<string, string>;
  readonly failures: readonly (readonly [object: number, failure: UnpackFailure])[];
}

const folderMode = 0x34; // "40000", where files have "1…"
const linkedCommit = '160000';
/** Marks an entry that leads to what is not here. */
const missingMark = 0xffffffff;

/** Reads all trees of the table that `from` to `end` hold the roots of. `isWanted`: 1 for the objects that are looked for. */
export class TreeReader {
  private readonly table: ObjectTable;
  private readonly isWanted: Uint8Array;
  private readonly nameNumbers = new Map<string, number>();
  private readonly names: Buffer[] = [];
  private readonly starts: Int32Array;
  private readonly counts: Int32Array;
  private readonly edges = new Numbers();
  private readonly edgeNames = new Numbers();
  private readonly edgeChildren = new Numbers();
  private readonly incomplete: number[] = [];
  private readonly missing = new Map<string, string>();
  private readonly failures: [number, UnpackFailure][] = [];
  private fresh = new Uint32Array(4096);
  private freshCount = 0;

  constructor(table: ObjectTable, isWanted: Uint8Array) {
    this.table = table;
    this.isWanted = isWanted;
    this.starts = new Int32Array(table.count).fill(-1);
    this.counts = new Int32Array(table.count);
    // Edge 0 is none, so that an entry can be marked with its edge.
    this.edgeNames.push(0);
    this.edgeChildren.push(0);
  }

  /** Reads a tree that is no delta, and all that are deltas of it. */
  read(root: number, unpacker: Unpacker): void {
    unpacker.visit(root, {
      see: (_tree, text, regions, kept) => this.see(text, regions, kept),
      settle: (tree, spots) => this.settle(tree, spots),
      fail: (tree, failure) => this.failures.push([tree, failure]),
    });
  }

  graph(): TreeGraph {
    return {
      starts: this.starts,
      counts: this.counts,
      edges: this.edges.all(),
      names: this.names,
      edgeNames: this.edgeNames.all(),
      edgeChildren: this.edgeChildren.all(),
      incomplete: this.incomplete,
      missing: this.missing,
      failures: this.failures,
    };
  }

  /** Entries are spots: those that were carried over are known, and what lies between them is read. */
  private see(text: Uint8Array, regions: Uint32Array | undefined, kept: Uint32Array): Uint32Array | undefined {
    this.freshCount = 0;
    let at = 0;
    if (regions !== undefined)
      for (let i = 0; i < kept.length; i += 4) {
        // What does not fit between two others is no tree; then all of it is read.
        if (kept[i]! < at || !this.readEntries(text, at, kept[i]!)) return this.seeWhole(text);
        at = kept[i + 2]!;
      }
    return this.readEntries(text, at, text.length) ? this.freshSpots() : this.seeWhole(text);
  }

  private seeWhole(text: Uint8Array): undefined {
    this.freshCount = 0;
    this.readEntries(text, 0, text.length);
    return undefined;
  }

  /** `mode SP name NUL id`, one after the other. False when the last one does not end at `end`. */
  private readEntries(text: Uint8Array, from: number, end: number): boolean {
    const { hashBytes } = this.table;
    for (let at = from; at < end;) {
      let space = at;
      while (space < end && text[space] !== 32) space += 1;
      let nul = space + 1;
      while (nul < end && text[nul] !== 0) nul += 1;
      const next = nul + 1 + hashBytes;
      if (next > end) return false;
      this.add(at, next, this.edgeOf(text, at, space, nul));
      at = next;
    }
    return true;
  }

  private add(at: number, end: number, what: number): void {
    if (this.fresh.length < 4 * this.freshCount + 4) {
      const larger = new Uint32Array(this.fresh.length * 2);
      larger.set(this.fresh);
      this.fresh = larger;
    }
    this.fresh.set([at, at, end, what], 4 * this.freshCount);
    this.freshCount += 1;
  }

  private freshSpots(): Uint32Array {
    return this.fresh.subarray(0, 4 * this.freshCount);
  }

  /** The number of a new edge; 0 for a file that nobody looks for. */
  private edgeOf(text: Uint8Array, at: number, space: number, nul: number): number {
    const isFolder = text[at] === folderMode;
    const object = findObject(this.table, text, nul + 1);
    if (object === -1) return this.isLink(text, at, space) ? 0 : this.noteMissing(text, space + 1, nul);
    const kind = this.table.kinds[object];
    // What is damaged is said where it is read; here, what is something else than its entry says.
    if (kind === objectKinds.unknown || this.isLink(text, at, space)) return 0;
    if (kind !== (isFolder ? objectKinds.tree : objectKinds.blob)) return this.noteMissing(text, space + 1, nul);
    if (!isFolder && this.isWanted[object] === 0) return 0;
    this.edgeChildren.push(object);
    return this.edgeNames.push(this.nameNumber(text, space + 1, nul));
  }

  private isLink(text: Uint8Array, at: number, space: number): boolean {
    return Buffer.from(text.buffer, text.byteOffset + at, space - at).toString('latin1') === linkedCommit;
  }

  private noteMissing(text: Uint8Array, name: number, nul: number): number {
    const bytes = Buffer.from(text.buffer, text.byteOffset, text.length);
    const oid = bytes.toString('hex', nul + 1, nul + 1 + this.table.hashBytes);
    this.missing.set(oid, bytes.toString('utf8', name, nul));
    return missingMark;
  }

  private nameNumber(text: Uint8Array, from: number, end: number): number {
    const bytes = Buffer.from(text.buffer, text.byteOffset + from, end - from);
    const key = bytes.toString('latin1');
    const known = this.nameNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.names.length;
    this.names.push(Buffer.from(bytes));
    this.nameNumbers.set(key, number);
    return number;
  }

  private settle(tree: number, spots: Uint32Array | undefined): void {
    const all = spots ?? this.freshSpots();
    const start = this.edges.length;
    this.starts[tree] = start;
    let isIncomplete = false;
    for (let i = 3; i < all.length; i += 4) {
      const what = all[i]!;
      if (what === missingMark) isIncomplete = true;
      else if (what !== 0) this.edges.push(what);
    }
    this.counts[tree] = this.edges.length - start;
    if (isIncomplete) this.incomplete.push(tree);
  }
}

/** What several readers read of one table, as one. */
export function joinedTrees(table: ObjectTable, graphs: readonly TreeGraph[]): TreeGraph {
  const [first, ...others] = graphs;
  if (first === undefined) return new TreeReader(table, new Uint8Array(table.count)).graph();
  return others.reduce((joined, graph) => joinTwo(joined, graph), first);
}

function joinTwo(a: TreeGraph, b: TreeGraph): TreeGraph {
  const names = [...a.names];
  const numbers = new Map(names.map((name, i) => [latin1(name), i]));
  const renamed = b.names.map((name) => {
    const key = latin1(name);
    const known = numbers.get(key) ?? names.push(name) - 1;
    numbers.set(key, known);
    return known;
  });
  const { starts, counts } = a;
  for (const [tree, start] of b.starts.entries()) {
    if (start === -1) continue;
    starts[tree] = start + a.edges.length;
    counts[tree] = b.counts[tree]!;
  }
  return {
    starts,
    counts,
    edges: concatenated(
      a.edges,
      b.edges.map((edge) => edge + a.edgeNames.length),
    ),
    names,
    edgeNames: concatenated(
      a.edgeNames,
      b.edgeNames.map((name) => renamed[name] ?? 0),
    ),
    edgeChildren: concatenated(a.edgeChildren, b.edgeChildren),
    incomplete: [...a.incomplete, ...b.incomplete],
    missing: new Map([...a.missing, ...b.missing]),
    failures: [...a.failures, ...b.failures],
  };
}

function latin1(name: Uint8Array): string {
  return Buffer.from(name.buffer, name.byteOffset, name.length).toString('latin1');
}

function concatenated(a: Int32Array, b: Int32Array): Int32Array {
  const all = new Int32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** A list of whole numbers that grows. */
class Numbers {
  length = 0;
  private numbers = new Int32Array(1024);

  /** Returns its place. */
  push(number: number): number {
    if (this.length === this.numbers.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.length] = number;
    return this.length++;
  }

  all(): Int32Array {
    return this.numbers.slice(0, this.length);
  }
}
