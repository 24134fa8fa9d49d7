import { findObject, objectKinds, type ObjectTable } from '../packs/object-table.ts';
import type { UnpackFailure } from '../packs/entry-reader.ts';
import type { Unpacker } from '../packs/unpacker.ts';

/** All commits, by the numbers of the object table. */
export interface CommitGraph {
  readonly commits: readonly number[];
  /** By the number of a commit: its tree; -1 for one that is not here, or no commit. */
  readonly trees: Int32Array;
  /** Where its parents begin in `parents`, and how many there are. A parent that is not here is -1. */
  readonly starts: Int32Array;
  readonly counts: Uint8Array;
  readonly parents: Int32Array;
  /** Commits that name a tree or a parent which is not here. */
  readonly withoutTree: readonly number[];
  readonly withoutParent: readonly number[];
  readonly failures: readonly (readonly [object: number, failure: UnpackFailure])[];
}

/** More parents than this no merge has; of more, the first count. */
const mostParents = 255;

/** Reads commits; to be given each root of kind commit once. */
export class CommitReader {
  private readonly table: ObjectTable;
  private readonly commits: number[] = [];
  private readonly trees: Int32Array;
  private readonly starts: Int32Array;
  private readonly counts: Uint8Array;
  private readonly parents: number[] = [];
  private readonly withoutTree: number[] = [];
  private readonly withoutParent: number[] = [];
  private readonly failures: [number, UnpackFailure][] = [];
  private readonly oid: Uint8Array;

  constructor(table: ObjectTable) {
    this.table = table;
    this.trees = new Int32Array(table.count).fill(-1);
    this.starts = new Int32Array(table.count);
    this.counts = new Uint8Array(table.count);
    this.oid = new Uint8Array(table.hashBytes);
  }

  read(root: number, unpacker: Unpacker): void {
    unpacker.visit(root, {
      see: (commit, text) => {
        this.see(commit, text);
        return undefined;
      },
      fail: (commit, failure) => this.failures.push([commit, failure]),
    });
  }

  graph(): CommitGraph {
    const { commits, trees, starts, counts, withoutTree, withoutParent, failures } = this;
    return {
      commits,
      trees,
      starts,
      counts,
      parents: Int32Array.from(this.parents),
      withoutTree,
      withoutParent,
      failures,
    };
  }

  /** `tree ID LF`, then `parent ID LF` for each parent. */
  private see(commit: number, text: Uint8Array): void {
    this.commits.push(commit);
    const line = 2 * this.table.hashBytes;
    this.starts[commit] = this.parents.length;
    if (!startsWith(text, 0, treeWord)) return void this.withoutTree.push(commit);
    this.trees[commit] = this.find(text, treeWord.length, objectKinds.tree);
    if (this.trees[commit] === -1) this.withoutTree.push(commit);
    let at = treeWord.length + line + 1;
    let count = 0;
    for (; count < mostParents && startsWith(text, at, parentWord); count++) {
      const parent = this.find(text, at + parentWord.length, objectKinds.commit);
      if (parent === -1) this.withoutParent.push(commit);
      this.parents.push(parent);
      at += parentWord.length + line + 1;
    }
    this.counts[commit] = count;
  }

  /** -1 when it is not here, or of another kind. */
  private find(text: Uint8Array, at: number, kind: number): number {
    for (let i = 0; i < this.oid.length; i++) {
      const high = digit(text[at + 2 * i]);
      const low = digit(text[at + 2 * i + 1]);
      if (high === -1 || low === -1) return -1;
      this.oid[i] = (high << 4) | low;
    }
    const object = findObject(this.table, this.oid, 0);
    return object !== -1 && this.table.kinds[object] === kind ? object : -1;
  }
}

const treeWord = Buffer.from('tree ');
const parentWord = Buffer.from('parent ');

function startsWith(text: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) if (text[at + i] !== word[i]) return false;
  return true;
}

/** The value of a lower-case hexadecimal digit, or -1. */
function digit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  return byte >= 97 && byte <= 102 ? byte - 87 : -1;
}

/** Who wrote a commit, and when. */
export interface Authorship {
  readonly author: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** git-commit-tree(1): `author NAME <E-MAIL> SECONDS ZONE`. The name alone is taken: an address is nobody's business here. */
export function authorshipOf(text: Uint8Array): Authorship | undefined {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.length);
  const end = bytes.indexOf('\n\n');
  const head = bytes.toString('utf8', 0, end === -1 ? bytes.length : end);
  const line = /^author ([^\n<]*?) ?<[^\n>]*>+ (-?\d{1,12})(?: [+-]\d+)?$/m.exec(head);
  if (line === null) return undefined;
  const seconds = Number(line[2]);
  const when = new Date(Math.min(Math.max(seconds, 0), lastSecond) * 1000);
  return { author: line[1]!.slice(0, 200), at: when.toISOString() };
}

/** The end of the year 9999: what is later is no date that anything else can read. */
const lastSecond = 253_402_300_799;
