import type { DependencyFile } from '#ground/model';

/** How a package came in: the packages from a direct dependency down to it, as positions in the file's list. One alone: it is direct, or nobody is known to bring it. */
export type Route = readonly number[];

/** The shortest route to every package of a file, found in one pass over its graph. Cycles and depth cost nothing: it walks breadth first. */
export function routesOf({ packages }: DependencyFile): (position: number) => Route {
  const broughtBy = new Int32Array(packages.length).fill(unreached);
  const queue = new Int32Array(packages.length);
  let end = 0;
  for (const [i, { direct }] of packages.entries())
    if (direct === true) {
      broughtBy[i] = root;
      queue[end++] = i;
    }
  for (let at = 0; at < end; at++) {
    const parent = queue[at]!;
    for (const child of packages[parent]!.dependsOn ?? []) {
      if (broughtBy[child] !== unreached) continue;
      broughtBy[child] = parent;
      queue[end++] = child;
    }
  }
  return (position) => {
    const route = [position];
    for (let by = broughtBy[position]!; by >= 0; by = broughtBy[by]!) route.push(by);
    return route.reverse();
  };
}

const unreached = -2;
const root = -1;
