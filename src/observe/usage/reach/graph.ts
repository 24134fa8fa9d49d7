import type { DependencyFile } from '#ground/model';

/** Who brings in whom, in one dependency file. */
export interface DependencyGraph {
  /** The format tells who brings in whom. */
  readonly hasEdges: boolean;
  /** The format tells what the project itself asks for. */
  readonly knowsDirect: boolean;
  readonly parents: (position: number) => readonly number[];
  /** All that bring it in, over any number of steps, without itself. */
  readonly ancestors: (position: number) => ReadonlySet<number>;
}

export function graphOf({ packages }: DependencyFile): DependencyGraph {
  const parents: number[][] = [];
  let hasEdges = false;
  packages.forEach(({ dependsOn }, from) => {
    for (const to of dependsOn ?? []) {
      hasEdges = true;
      (parents[to] ??= []).push(from);
    }
  });
  const parentsOf = (position: number): readonly number[] => parents[position] ?? [];
  return {
    hasEdges,
    knowsDirect: packages.some(({ direct }) => direct === true),
    parents: parentsOf,
    ancestors(position) {
      const seen = new Set<number>([position]);
      const open = [position];
      for (let next = open.pop(); next !== undefined; next = open.pop())
        for (const parent of parentsOf(next)) {
          if (seen.has(parent)) continue;
          seen.add(parent);
          open.push(parent);
        }
      seen.delete(position);
      return seen;
    },
  };
}
