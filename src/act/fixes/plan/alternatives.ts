import { distance } from '#ground/packages';
import type { GraphNode, Solution, Unfixed } from '../model.ts';
import { type Blocked, isSolution, type Reach } from './raise.ts';
import { askedFor } from './edges.ts';

/** Why there is no fix, and what can be done in its place. */
export async function alternatives(
  node: GraphNode,
  raised: Solution | Blocked,
  reach: Reach,
): Promise<Omit<Unfixed, 'finding'>> {
  const { graph, candidates, most } = reach;
  const clean = await candidates.of(node);
  const best = clean[0]?.version;
  const roots = rootsOf(node, reach);
  const remove = removal(node, reach);
  if (node.source !== undefined)
    return {
      reason: `it was not fetched from the registry but from ${node.source}`,
      instead: [`update it where it comes from`, remove, accept],
    };
  if (isSolution(raised))
    return {
      reason: `every way is a ${raised.distance} change, and no more than ${most} was allowed`,
      instead: [`run it again with --max-distance ${raised.distance}`, contain, accept],
    };
  if (best === undefined) return beyondRepair(node, reach);
  const far = distance(graph.type, node.version, best);
  const blockers = [...new Set(raised.blocked.map(({ edge }) => inWords(edge)))];
  return {
    reason:
      blockers.length === 0
        ? `${best} would do, and nothing leads there`
        : `${best} would do (a ${far} change), and ${listed(blockers)} ${blockers.length === 1 ? 'keeps' : 'keep'} it out`,
    instead: [
      ...(graph.forcesIn === undefined
        ? [`ask whoever maintains ${listed(roots)} for a release that admits ${node.name} ${best}`]
        : []),
      remove,
      contain,
      accept,
    ],
  };
}

/** Of what no published version is without. */
export function beyondRepair(node: GraphNode | undefined, reach: Reach): Omit<Unfixed, 'finding'> {
  const instead = node === undefined ? [contain, accept] : [removal(node, reach), contain, accept];
  const silence = node === undefined ? undefined : reach.candidates.silence(node.name);
  return { reason: silence ?? 'no version is published that this is not known against', instead };
}

const accept = 'accept it until a date, with a reason: selvedge accept FINDING --until DATE --because TEXT';
const contain = 'keep what it does out of reach: switch the feature that uses it off, or check what reaches it first';

function removal(node: GraphNode, reach: Reach): string {
  const roots = rootsOf(node, reach);
  if (roots.length === 0) return `find out who needs ${node.name}, and remove or replace that`;
  return askedFor(node, reach.graph).length > 0
    ? `remove ${node.name}, or replace it by a package that is maintained`
    : `remove or replace ${listed(roots)}, which ${roots.length === 1 ? 'brings' : 'bring'} it in`;
}

function inWords(edge: Blocked['blocked'][number]['edge']): string {
  const asks = edge.constraint === '' ? '' : ` (${edge.constraint})`;
  if (edge.from === 'package') return `${edge.parent.name} ${edge.parent.version}${asks}`;
  return edge.from === 'manifest' ? `${edge.asked.manifest}${asks}` : `an override in ${edge.override.manifest}${asks}`;
}

/** The direct dependencies that bring a package in, at most five. */
export function rootsOf(node: GraphNode, { graph }: Pick<Reach, 'graph'>): string[] {
  const seen = new Set([node.index]);
  const roots = new Set<string>();
  const queue = [node];
  for (let at = queue.shift(); at !== undefined && roots.size < 5; at = queue.shift()) {
    if (at.isDirect) roots.add(at.name);
    for (const index of at.parents) {
      const parent = graph.nodes[index];
      if (parent === undefined || seen.has(index)) continue;
      seen.add(index);
      queue.push(parent);
    }
  }
  return [...roots];
}

function listed(items: readonly string[]): string {
  if (items.length === 0) return 'whoever asks for it';
  return items.length === 1 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
