import { distance } from '#ground/packages';
import {
  type Distance,
  type FixFinding,
  type FixPlan,
  type Graph,
  type GraphNode,
  isWithin,
  type Solution,
  type Solved,
  type Unfixed,
} from '../model.ts';
import { nameAndVersion } from '../purl-of.ts';
import { Candidates, type Knowledge } from './candidates.ts';
import { askedFor } from './edges.ts';
import { group } from './group.ts';
import { type Blocked, bump, distanceOf, distinct, isSolution, raise, type Reach } from './raise.ts';
import { alternatives, beyondRepair } from './alternatives.ts';
import { notesOn } from './notes.ts';
import { staleOverrides } from './stale-overrides.ts';

export interface PlanOptions {
  /** What moves farther is left out, and said. */
  readonly most?: Distance;
}

/**
 * The smallest set of changes that closes findings of one lockfile. Pure over the graph and what the registry answers. Throws RegistryError when
 * the registry cannot be asked at all.
 */
export async function planFixes(
  graph: Graph,
  findings: readonly FixFinding[],
  knowledge: Knowledge,
  { most = 'major' }: PlanOptions = {},
): Promise<FixPlan> {
  const candidates = new Candidates(knowledge);
  const reach: Reach = { graph, candidates, most };
  const solved: Solved[] = [];
  const unfixed: Unfixed[] = [];
  for (const [purl, same] of Map.groupBy(findings, (finding) => finding.purl)) {
    const nodes = graph.nodes.filter((node) => node.purl === purl);
    const found = await solve(
      nodes,
      reach,
      same.some(({ isMalicious }) => isMalicious === true),
    );
    const calm = 'changes' in found && found.distance !== 'major' ? undefined : await partly(nodes, same, reach);
    if (calm !== undefined) {
      const solution = { ...calm.solution, notes: await notesOn(calm.solution.changes, candidates) };
      for (const finding of same) if (!calm.left.has(finding.advisory)) solved.push({ finding, solution });
    }
    const rest = same.filter(({ advisory }) => calm === undefined || calm.left.has(advisory));
    if ('changes' in found) {
      const notes = await notesOn(found.changes, candidates);
      const stays = stayingWith(found, nodes[0], candidates);
      for (const finding of rest)
        if (stays.has(finding.advisory)) unfixed.push({ finding, ...beyondRepair(nodes[0], reach) });
        else solved.push({ finding, solution: { ...found, notes } });
    } else for (const finding of rest) unfixed.push({ finding, ...found });
  }
  const stale = await staleOverrides(graph, candidates);
  return { graph, groups: group(graph, solved, stale), unfixed };
}

/** Where all of it takes a major step: what a smaller one closes already. */
async function partly(
  nodes: readonly GraphNode[],
  findings: readonly FixFinding[],
  reach: Reach,
): Promise<{ readonly solution: Solution; readonly left: ReadonlySet<string> } | undefined> {
  const [node] = nodes;
  const left = node === undefined ? undefined : await reach.candidates.leftWithoutBreaking(node);
  if (node === undefined || left === undefined || findings.every(({ advisory }) => left.has(advisory)))
    return undefined;
  const solution = await solve(nodes, { ...reach, tolerated: new Map([[node.name, left]]) }, false);
  return 'changes' in solution && solution.distance !== 'major' ? { solution, left } : undefined;
}

/** What is published against the version that it leads to as well. */
function stayingWith({ changes }: Solution, node: GraphNode | undefined, candidates: Candidates): ReadonlySet<string> {
  const moves = changes.flatMap((change) => ('to' in change && change.name === node?.name ? [change.to] : []));
  return new Set(moves.flatMap((version) => candidates.against(node?.name ?? '', version)));
}

/** All places of one package at one version, with one answer: what remains anywhere is not fixed. */
async function solve(
  nodes: readonly GraphNode[],
  reach: Reach,
  isMalicious: boolean,
): Promise<Solution | Omit<Unfixed, 'finding'>> {
  const solutions: Solution[] = [];
  for (const node of nodes) {
    const solution = await smallest(node, reach, isMalicious);
    if (!('changes' in solution)) return solution;
    solutions.push(solution);
  }
  if (solutions.length === 0) return { reason: 'it is not in this lockfile', instead: [] };
  const ways = solutions.map(({ way }) => way);
  const changes = distinct(solutions.flatMap((solution) => solution.changes));
  const order: readonly Solution['way'][] = ['override', 'manifest', 'parent', 'lockfile'];
  return {
    changes,
    distance: distanceOf(changes),
    way: order.find((way) => ways.includes(way)) ?? 'lockfile',
    notes: [],
  };
}

/** First what stays within ranges, then an upgrade of whoever asks, then a forced version; a forced one before an upgrade that breaks more. */
async function smallest(
  node: GraphNode,
  reach: Reach,
  isMalicious: boolean,
): Promise<Solution | Omit<Unfixed, 'finding'>> {
  const raised = await raise(node, reach, { mayGoBack: isMalicious });
  if (isSolution(raised) && raised.distance !== 'major' && isWithin(raised.distance, reach.most)) return raised;
  const forced = await force(node, raised, reach, isMalicious);
  const isSolved = isSolution(raised) && isWithin(raised.distance, reach.most);
  if (forced !== undefined && (!isSolved || forced.distance !== 'major')) return forced;
  if (isSolved) return raised;
  return alternatives(node, raised, reach);
}

/** A version forced upon those that ask for another: upon the one that stands in the way where it is one, upon all otherwise. */
async function force(
  node: GraphNode,
  raised: Solution | Blocked,
  { graph, candidates, most }: Reach,
  mayGoBack: boolean,
): Promise<Solution | undefined> {
  // What the project itself asks for is changed where it asks.
  if (graph.forcesIn === undefined || askedFor(node, graph).length > 0 || node.parents.length === 0) return undefined;
  const best = isSolution(raised) ? (await candidates.of(node, mayGoBack))[0]?.version : raised.best;
  if (best === undefined) return undefined;
  const moved = distance(graph.type, node.version, best);
  if (!isWithin(moved, most)) return undefined;
  const parents = new Set(node.parents.map((index) => graph.nodes[index]?.name ?? ''));
  const [only] = parents;
  const isAlone = graph.nodes.every((other) => other.name !== node.name || other.version === node.version);
  // Yarn's two forms write what is meant for one parent differently: there a version is forced upon everybody, or not at all.
  const scope =
    graph.format === 'npm/package-lock' ? 'always' : graph.format === 'npm/pnpm-lock' ? 'where-needed' : 'never';
  const isScoped =
    parents.size === 1 && only !== undefined && (scope === 'always' || (scope === 'where-needed' && !isAlone));
  if (!isAlone && !isScoped) return undefined;
  const changes = [
    {
      kind: 'override' as const,
      manifest: graph.forcesIn,
      name: node.name,
      ...(isScoped && { under: only }),
      from: node.version,
      to: best,
      toConstraint: graph.type === 'pypi' ? `==${best}` : best,
      distance: moved,
    },
    bump(graph.type, node, best),
  ];
  return { changes, distance: moved, way: 'override', notes: [] };
}

/** What a finding is about, for words. */
export function packageOf(finding: FixFinding): string {
  const parts = nameAndVersion(finding.purl);
  return parts === undefined ? finding.purl : `${parts.name} ${parts.version}`;
}
