import type { CommitGraph } from './commit-graph.ts';
import { Effort } from './effort.ts';
import type { WantedTrees } from './wanted-trees.ts';

/** A file somewhere in history: a blob under a path. */
export interface Occurrence {
  readonly blob: number;
  readonly path: string;
}

/** Deeper folders are in no repository of people; `too-deep` says so. */
export const deepestFolder = 1024;
/** Longer paths are shown by their end. */
export const longestPath = 4000;

const decoder = new TextDecoder();

/** Where the wanted files stand. Paths are UTF-8; what of a name is not becomes U+FFFD. */
export class Occurrences {
  private readonly trees: WantedTrees;
  private readonly names: readonly string[];
  private readonly visited = new Set<string>();
  /** Folders that were left out since they lie deeper. */
  tooDeep = 0;
  /** Of saying where everything stands; and of comparing commits. */
  readonly finding: Effort;
  readonly comparing: Effort;

  /** `held`: entries of all trees together. */
  constructor(trees: WantedTrees, names: readonly Uint8Array[], held: number) {
    this.trees = trees;
    this.names = names.map((name) => decoder.decode(name));
    this.finding = new Effort(held);
    this.comparing = new Effort(held);
  }

  /** All files below a wanted tree that were not given before under the same folder. */
  *below(tree: number, folder = '', depth = 0): Generator<Occurrence> {
    const key = `${tree}:${folder}`;
    if (tree === 0 || this.visited.has(key) || !this.finding.take(key.length)) return;
    this.visited.add(key);
    if (depth > deepestFolder) {
      this.tooDeep += 1;
      return;
    }
    for (const [name, child] of this.entries(tree)) {
      if (!this.finding.take()) return;
      const path = this.join(folder, name);
      if (child >= 0) yield { blob: child, path };
      else yield* this.below(-child, path, depth + 1);
    }
  }

  /** All files below a wanted tree in folders that are `wanted`. */
  *all(tree: number, wanted: (folder: string) => boolean, folder = '', depth = 0): Generator<Occurrence> {
    if (tree === 0 || depth > deepestFolder) return;
    for (const [name, child] of this.entries(tree)) {
      if (!this.comparing.take()) return;
      const path = this.join(folder, name);
      if (child >= 0) yield { blob: child, path };
      else if (wanted(path)) yield* this.all(-child, wanted, path, depth + 1);
    }
  }

  /**
   * Files of `tree`, in folders that are `wanted`, that none of the others has under the same path with the same content, each with what
   * these have there.
   */
  *changes(
    tree: number,
    others: readonly number[],
    wanted: (folder: string) => boolean,
    folder = '',
    depth = 0,
  ): Generator<Occurrence & { readonly before: readonly number[] }> {
    if (tree === 0 || depth > deepestFolder) return;
    for (const [name, child] of this.entries(tree)) {
      if (!this.comparing.take()) return;
      const before = others.flatMap((other) => this.childOf(other, name) ?? []);
      if (before.includes(child)) continue;
      const path = this.join(folder, name);
      if (child >= 0) yield { blob: child, path, before: before.filter((one) => one >= 0) };
      else if (wanted(path)) {
        const folders = before.filter((one) => one < 0).map((one) => -one);
        yield* this.changes(-child, folders, wanted, path, depth + 1);
      }
    }
  }

  private *entries(tree: number): Generator<readonly [name: number, child: number]> {
    const entries = this.trees.trees[tree]!;
    for (let i = 0; i < entries.length; i += 2) yield [entries[i]!, entries[i + 1]!];
  }

  private childOf(tree: number, name: number): number | undefined {
    const entries = this.trees.trees[tree]!;
    for (let i = 0; i < entries.length; i += 2) if (entries[i] === name) return entries[i + 1];
    return undefined;
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
