import { objectKinds, type ObjectTable } from '../packs/object-table.ts';
import type { TreeGraph } from './tree-graph.ts';

/** A tree with nothing in it but the files that are looked for, and the folders on the way to them; equal ones have one number. */
export interface WantedTree {
  readonly entries: readonly WantedEntry[];
}

export interface WantedEntry {
  readonly name: number;
  /** A blob: its number in the object table; a folder: minus the number of its wanted tree. */
  readonly child: number;
}

/** Trees pruned to what is looked for. 0 is the empty one. */
export class WantedTrees {
  readonly trees: WantedTree[] = [{ entries: [] }];
  private readonly table: ObjectTable;
  private readonly graph: TreeGraph;
  private readonly numbers = new Map<string, number>();
  /** By the number of a tree in the object table; -1: not yet known, -2: being looked at. */
  private readonly known: Int32Array;

  constructor(table: ObjectTable, graph: TreeGraph) {
    this.table = table;
    this.graph = graph;
    this.known = new Int32Array(table.count).fill(-1);
  }

  /** The number of what is left of a tree. A tree cannot hold itself, as its id is a hash; one that does nevertheless is left out. */
  of(tree: number): number {
    if (this.known[tree]! >= 0) return this.known[tree]!;
    const open: { tree: number; edge: number; entries: WantedEntry[] }[] = [];
    this.open(tree, open);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      if (top.edge === this.graph.counts[top.tree]) {
        open.pop();
        this.known[top.tree] = this.numberOf(top.entries);
        continue;
      }
      const edge = this.graph.edges[this.graph.starts[top.tree]! + top.edge]!;
      const child = this.graph.edgeChildren[edge]!;
      const isFolder = this.table.kinds[child] === objectKinds.tree;
      if (isFolder && this.known[child] === -1) {
        this.open(child, open);
        continue;
      }
      top.edge += 1;
      const left = isFolder ? this.known[child]! : 0;
      if (!isFolder) top.entries.push({ name: this.graph.edgeNames[edge]!, child });
      else if (left > 0) top.entries.push({ name: this.graph.edgeNames[edge]!, child: -left });
    }
    return this.known[tree]!;
  }

  private open(tree: number, open: { tree: number; edge: number; entries: WantedEntry[] }[]): void {
    if (this.graph.starts[tree] === -1) {
      this.known[tree] = 0;
      return;
    }
    this.known[tree] = -2;
    open.push({ tree, edge: 0, entries: [] });
  }

  private numberOf(entries: readonly WantedEntry[]): number {
    if (entries.length === 0) return 0;
    const key = entries.map(({ name, child }) => `${name}:${child}`).join();
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.trees.push({ entries }) - 1;
    this.numbers.set(key, number);
    return number;
  }
}
