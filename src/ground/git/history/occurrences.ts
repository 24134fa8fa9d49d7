import type { CommitGraph } from './commit-graph.ts';
import type { WantedEntry, WantedTrees } from './wanted-trees.ts';

/** A file somewhere in history: a blob under a path. */
export interface Occurrence {
  readonly blob: number;
  readonly path: string;
}

/** Deeper folders are in no repository of people; `too-deep` says so. */
const deepest = 1024;
/** Longer paths are shown by their end. */
const longestPath = 4000;

const decoder = new TextDecoder();

/** Where the wanted files stand. Paths are UTF-8; what of a name is not becomes U+FFFD. */
export class Occurrences {
  private readonly trees: WantedTrees;
  private readonly names: readonly string[];
  private readonly visited = new Set<string>();
  tooDeep = 0;

  constructor(trees: WantedTrees, names: readonly Uint8Array[]) {
    this.trees = trees;
    this.names = names.map((name) => decoder.decode(name));
  }

  /** All files below a wanted tree that were not given before under the same folder. */
  *below(tree: number, folder = '', depth = 0): Generator<Occurrence> {
    const key = `${tree}:${folder}`;
    if (tree === 0 || this.visited.has(key)) return;
    this.visited.add(key);
    if (depth > deepest) {
      this.tooDeep += 1;
      return;
    }
    for (const { name, child } of this.entries(tree)) {
      const path = this.join(folder, name);
      if (child >= 0) yield { blob: child, path };
      else yield* this.below(-child, path, depth + 1);
    }
  }

  /** All files below a wanted tree. */
  *all(tree: number, folder = '', depth = 0): Generator<Occurrence> {
    if (tree === 0 || depth > deepest) return;
    for (const { name, child } of this.entries(tree)) {
      const path = this.join(folder, name);
      if (child >= 0) yield { blob: child, path };
      else yield* this.all(-child, path, depth + 1);
    }
  }

  /** Files of `tree` that none of the others has under the same path with the same content, each with what these have there. */
  *changes(
    tree: number,
    others: readonly number[],
    folder = '',
    depth = 0,
  ): Generator<Occurrence & { readonly before: readonly number[] }> {
    if (tree === 0 || depth > deepest) return;
    for (const { name, child } of this.entries(tree)) {
      const before = others.flatMap((other) => this.childOf(other, name) ?? []);
      if (before.includes(child)) continue;
      const path = this.join(folder, name);
      if (child >= 0) yield { blob: child, path, before: before.filter((one) => one >= 0) };
      else
        yield* this.changes(
          -child,
          before.filter((one) => one < 0).map((one) => -one),
          path,
          depth + 1,
        );
    }
  }

  private entries(tree: number): readonly WantedEntry[] {
    return this.trees.trees[tree]!.entries;
  }

  private childOf(tree: number, name: number): number | undefined {
    return this.entries(tree).find((entry) => entry.name === name)?.child;
  }

  private join(folder: string, name: number): string {
    const path = folder === '' ? this.names[name]! : `${folder}/${this.names[name]!}`;
    return path.length > longestPath ? `…${path.slice(-longestPath)}` : path;
  }
}

/** Trees of a commit's parents, as far as they are here. */
export function parentTrees(graph: CommitGraph, commit: number): number[] {
  const start = graph.starts[commit]!;
  const parents = [...graph.parents.subarray(start, start + graph.counts[commit]!)];
  return parents.filter((parent) => parent >= 0).map((parent) => graph.trees[parent]!);
}
