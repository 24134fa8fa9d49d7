import type { JsonNode } from '#ground/formats';
import { readJsonFile } from '../../json.ts';
import { Listing } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';
import { readReference } from './reference.ts';

/** Conan's `conan.lock`: the graph of nodes that Conan 1 writes, or the sorted lists of Conan 2 (version 0.5), which have no graph. */
export const reader: DependencyReader = {
  format: 'conan/conan-lock',
  wants: (_path, name) => name === 'conan.lock' || (name.startsWith('conan') && name.endsWith('.lock')),
  read(file, deadline) {
    const root = readJsonFile(file, { deadline });
    const nodes = root.get('graph_lock')?.get('nodes');
    const listing = new Listing();
    if (nodes !== undefined) readGraph(nodes, listing);
    else if (root.get('requires') !== undefined || root.get('version') !== undefined) readLists(root, listing);
    else throw new ReadFailure('malformed', 'neither a graph nor lists of a conan.lock', root.line);
    return { role: 'lockfile', ...listing.result() };
  },
};

function readGraph(nodes: JsonNode, listing: Listing): void {
  const positions = new Map<string, number>();
  let projects: JsonNode[] = [];
  for (const [id, node] of nodes.members) {
    const written = node.get('ref')?.text;
    const reference = readReference(written ?? '');
    // The project itself has a path, and a reference without a version, or none.
    if (node.get('path') !== undefined || written === undefined || written.includes('/None')) projects.push(node);
    else if (reference === undefined) listing.problem('malformed', node.line, 'A node whose reference makes no sense.');
    else {
      const isBuild = node.get('context')?.text === 'build';
      const position = listing.add({
        purl: reference.purl,
        line: node.line,
        endLine: node.endLine,
        ...(isBuild ? { scope: 'build' } : {}),
      });
      positions.set(id, position);
    }
  }
  for (const [id, node] of nodes.members)
    for (const need of neededBy(node)) {
      const [from, to] = [positions.get(id), positions.get(need)];
      if (from !== undefined && to !== undefined) listing.link(from, to);
    }
  for (const need of projects.flatMap(neededBy)) {
    const entry = listing.at(positions.get(need) ?? -1);
    if (entry !== undefined) entry.direct = true;
  }
}

function neededBy(node: JsonNode): readonly string[] {
  return ['requires', 'build_requires'].flatMap((key) => node.get(key)?.items.flatMap(({ text }) => text ?? []) ?? []);
}

const lists = {
  requires: undefined,
  build_requires: 'build',
  python_requires: 'build',
  config_requires: 'build',
} as const;

function readLists(root: JsonNode, listing: Listing): void {
  for (const [key, scope] of Object.entries(lists))
    for (const item of root.get(key)?.items ?? []) {
      // With packages' revisions: a list of the reference and those.
      const reference = readReference(item.text ?? item.items[0]?.text ?? '');
      if (reference === undefined) listing.problem('malformed', item.line, 'A reference that makes no sense.');
      else
        listing.add({
          purl: reference.purl,
          line: item.line,
          ...(scope === undefined ? {} : { scope }),
          ...(key === 'python_requires' ? { group: key } : {}),
        });
    }
}
