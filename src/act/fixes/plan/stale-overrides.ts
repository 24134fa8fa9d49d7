import type { Graph, GraphNode, Override, OverrideRemoval } from '../model.ts';
import type { Candidates } from './candidates.ts';
import { admits, overrideOf } from './edges.ts';

/**
 * Overrides that nobody needs any more: of a package that is not there, or where everybody's own range admits the version that is forced, or only
 * newer ones that nothing is known against.
 */
export async function staleOverrides(graph: Graph, candidates: Candidates): Promise<readonly OverrideRemoval[]> {
  const stale: OverrideRemoval[] = [];
  for (const override of graph.overrides) {
    const because = await whyStale(override, graph, candidates);
    if (because === undefined) continue;
    const { manifest, name, keys, constraint } = override;
    stale.push({ kind: 'remove-override', manifest, name, keys, constraint, because });
  }
  return stale;
}

async function whyStale(override: Override, graph: Graph, candidates: Candidates): Promise<string | undefined> {
  const forced = graph.nodes.flatMap((node) =>
    node.name === override.name ? parentsUnder(override, node, graph).map((parent) => ({ node, parent })) : [],
  );
  if (forced.length === 0) {
    // A lockfile without a graph cannot tell.
    return graph.nodes.some(({ children }) => children.length > 0) &&
      !graph.nodes.some(({ name }) => name === override.name)
      ? `nothing asks for ${override.name} any more`
      : undefined;
  }
  for (const { node, parent } of forced) {
    const constraint = (await candidates.asks(parent.name, parent.version))?.get(node.name);
    if (constraint === undefined) return undefined;
    if (admits(graph.type, node.version, constraint)) continue;
    const clean = await candidates.of(node);
    // Its own range would lead to something newer than what is forced, and clean: the override holds it back.
    if (!clean.some(({ version }) => admits(graph.type, version, constraint))) return undefined;
  }
  return `everything that asks for ${override.name} admits a version that nothing is known against by itself`;
}

function parentsUnder(override: Override, node: GraphNode, graph: Graph): GraphNode[] {
  return node.parents.flatMap((index) => {
    const parent = graph.nodes[index];
    return parent !== undefined && overrideOf(node, parent, graph) === override ? [parent] : [];
  });
}
