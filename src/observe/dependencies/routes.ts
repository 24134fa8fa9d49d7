import type { DependencyFile } from '#ground/model';

/** How a package came in: by the shortest way from a direct dependency down to it. */
export interface Route {
  /** Packages above it: none if it is direct, or if nobody is known to bring it. */
  readonly depth: number;
  /** Those packages from the direct one down, as positions in the file's list; of a long way the first two, undefined, and the last two. */
  readonly via: readonly (number | undefined)[];
}

/**
 * The shortest route to every package of a file, found in one pass over its graph. Cycles and depth cost nothing: it walks breadth first,
 * and names only the ends of a long way.
 */
export function routesOf({ packages }: DependencyFile): (position: number) => Route {
  const broughtBy = new Int32Array(packages.length).fill(unreached);
  const depths = new Int32Array(packages.length);
  /** The direct one, and the one below it. */
  const firsts = new Int32Array(packages.length);
  const seconds = new Int32Array(packages.length);
  const queue = new Int32Array(packages.length);
  let end = 0;
  for (const [i, { direct }] of packages.entries())
    if (direct === true) {
      broughtBy[i] = root;
      firsts[i] = i;
      queue[end++] = i;
    }
  for (let at = 0; at < end; at++) {
    const parent = queue[at]!;
    for (const child of packages[parent]!.dependsOn ?? []) {
      if (broughtBy[child] !== unreached) continue;
      const depth = (depths[child] = depths[parent]! + 1);
      broughtBy[child] = parent;
      firsts[child] = firsts[parent]!;
      seconds[child] = depth === 1 ? child : seconds[parent]!;
      queue[end++] = child;
    }
  }
  return (position) => {
    const depth = depths[position]!;
    const last: number[] = [];
    for (let by = broughtBy[position]!; by >= 0 && last.length < (depth > longest ? 2 : longest); by = broughtBy[by]!)
      last.push(by);
    last.reverse();
    return { depth, via: depth > longest ? [firsts[position], seconds[position], undefined, ...last] : last };
  };
}

const unreached = -2;
const root = -1;
/** Ways of so many packages are named whole. */
const longest = 5;
