import { orderOf, satisfies } from '#ground/packages';
import type { RegistryType } from '#ground/registries';
import type { Asked, Graph, GraphNode, Override } from '../model.ts';
import { asPep440 } from './poetry-range.ts';
import type { Candidates } from './candidates.ts';

/** Who asks for a package, and which versions that admits. */
export type Edge = { readonly admits: (version: string) => boolean; readonly constraint: string } & (
  | { readonly from: 'manifest'; readonly asked: Asked }
  | { readonly from: 'package'; readonly parent: GraphNode }
  | { readonly from: 'override'; readonly override: Override }
);

export async function edgesTo(node: GraphNode, graph: Graph, candidates: Candidates): Promise<readonly Edge[]> {
  const edges: Edge[] = askedFor(node, graph).map((asked) => ({
    from: 'manifest',
    asked,
    constraint: asked.constraint,
    admits: (version) => admits(graph.type, version, asked.constraint),
  }));
  const seen = new Set<string>();
  for (const index of node.parents) {
    const parent = graph.nodes[index];
    if (parent === undefined) continue;
    const override = overrideOf(node, parent, graph);
    // Two copies of one parent ask for the same.
    const key = override === undefined ? parent.purl : `override ${override.keys.join(' ')}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (override !== undefined) {
      const { constraint } = override;
      edges.push({
        from: 'override',
        override,
        constraint,
        admits: (version) => admits(graph.type, version, constraint),
      });
      continue;
    }
    const asks = await candidates.asks(parent.name, parent.version);
    const constraint = asks?.get(node.name);
    if (constraint === undefined && graph.parentsAreGuessed === true) continue;
    edges.push({
      from: 'package',
      parent,
      constraint: constraint ?? '',
      // What a parent asks for is not known: nothing but what is there is safe to say.
      admits: (version) => constraint !== undefined && admits(graph.type, version, constraint),
    });
  }
  return edges;
}

/** Manifests whose constraint this place of the lockfile answers. */
export function askedFor(node: GraphNode, graph: Graph): readonly Asked[] {
  if (!node.isDirect) return [];
  const named = graph.asked.filter(({ name }) => name === node.name);
  const admitting = named.filter(({ constraint }) => admits(graph.type, node.version, constraint));
  // A constraint that is not understood, or that its own lockfile does not keep to, is nobody else's to pass over.
  return admitting.length > 0 ? admitting : named;
}

export function overrideOf(node: GraphNode, parent: GraphNode, graph: Graph): Override | undefined {
  return graph.overrides.find(
    ({ name, under }) => name === node.name && (under === undefined || under === parent.name),
  );
}

/** A constraint that is not understood admits nothing. */
export function admits(type: RegistryType, version: string, constraint: string): boolean {
  if (constraint === '' || constraint === '*') return true;
  // go.dev/ref/mod, "Minimal version selection": what is required is the least that will do.
  if (type === 'golang') return (orderOf('golang')?.compare(version, constraint) ?? -1) >= 0;
  return satisfies(type, version, type === 'pypi' ? asPep440(constraint) : constraint) === true;
}
