import type { Beside, FileFacts } from '#ground/model';
import type { CodeFacts, ModuleGraph } from './facts.ts';

/** How many files beside a change are looked at: what a commit can wait for. */
const mostFiles = 60;
const mostNumbers = 1_200_000;

/**
 * A change with what stands nearest to it: what it imports, what imports it, and so on outwards, until there is as much as a commit can wait
 * for. `graph`: of the last scan of the whole tree.
 */
export function withNearest(
  changed: readonly FileFacts<CodeFacts>[],
  beside: Beside<CodeFacts>,
  graph: ModuleGraph,
): { readonly files: readonly FileFacts<CodeFacts>[]; readonly isWhole: boolean } {
  const numbers = new Map(graph.paths.map((path, number) => [path, number]));
  const own = new Set(changed.map(({ path }) => path));
  const importers = importersIn(graph);
  const files: FileFacts<CodeFacts>[] = [...changed];
  const seen = new Set<number>();
  const add = (number: number): number => {
    const path = graph.paths[number]!;
    const facts = own.has(path) ? undefined : beside.factsOf(path);
    if (facts !== undefined) files.push({ path, facts });
    return facts?.ir === undefined ? 0 : facts.ir.numbers.length;
  };
  for (const number of graph.manifests) add(number);
  let ring = [...own].flatMap((path) => numbers.get(path) ?? []);
  // A file that is new has no place in the graph yet: what lies beside it in its folder is nearest.
  if (ring.length < own.size) ring.push(...neighboursOfNew(own, numbers, graph));
  for (const number of ring) seen.add(number);
  let size = 0;
  let isFirst = true;
  while (ring.length > 0) {
    const next: number[] = [];
    for (const number of ring) {
      if (!isFirst || !own.has(graph.paths[number]!)) {
        if (files.length - changed.length >= mostFiles || size > mostNumbers) return { files, isWhole: false };
        size += add(number);
      }
      for (const near of [...(graph.imports[number] ?? []), ...(importers[number] ?? [])])
        if (!seen.has(near)) {
          seen.add(near);
          next.push(near);
        }
    }
    ring = next;
    isFirst = false;
  }
  return { files, isWhole: true };
}

function importersIn({ paths, imports }: ModuleGraph): number[][] {
  const importers: number[][] = paths.map(() => []);
  for (const [from, all] of imports.entries()) for (const to of all) importers[to]?.push(from);
  return importers;
}

function neighboursOfNew(
  own: ReadonlySet<string>,
  numbers: ReadonlyMap<string, number>,
  { paths }: ModuleGraph,
): number[] {
  const folders = new Set([...own].filter((path) => !numbers.has(path)).map(folderOf));
  return paths.flatMap((path, number) => (folders.has(folderOf(path)) ? [number] : [])).slice(0, 30);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
