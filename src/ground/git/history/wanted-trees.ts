import { hash } from 'node:crypto';
import { objectKinds, type ObjectTable } from '../packs/object-table.ts';
import type { TreeGraph } from './tree-graph.ts';

/**
 * A tree with nothing in it but the files that are looked for, and the folders on the way to them; equal ones have one number. Two
 * numbers for each entry: its name, and what it leads to: a blob by its number in the object table, or minus the number of a wanted tree.
 * There are as many as commits changed something in them, so that they are kept small.
 */
export type WantedTree = Int32Array;

/** Trees pruned to what is looked for. 0 is the empty one. */
export class WantedTrees {
  readonly trees: WantedTree[] = [new Int32Array(0)];
  private readonly table: ObjectTable;
  private readonly graph: TreeGraph;
  /** By a digest of what they hold. */
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
    const open: { tree: number; edge: number; entries: number[] }[] = [];
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
      if (!isFolder) top.entries.push(this.graph.edgeNames[edge]!, child);
      else if (left > 0) top.entries.push(this.graph.edgeNames[edge]!, -left);
    }
    return this.known[tree]!;
  }

  private open(tree: number, open: { tree: number; edge: number; entries: number[] }[]): void {
    if (this.graph.starts[tree] === -1) {
      this.known[tree] = 0;
      return;
    }
    this.known[tree] = -2;
    open.push({ tree, edge: 0, entries: [] });
  }

  private numberOf(entries: readonly number[]): number {
    if (entries.length === 0) return 0;
    const tree = Int32Array.from(entries);
    const digest = hash('sha256', tree, 'base64');
    const known = this.numbers.get(digest);
    if (known !== undefined) return known;
    const number = this.trees.push(tree) - 1;
    this.numbers.set(digest, number);
    return number;
  }
}
