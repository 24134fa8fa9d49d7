import { distance } from '#ground/packages';
import type { PublishedVersion, RegistryType } from '#ground/registries';
import { type Change, type Distance, farthest, type Graph, type GraphNode, isWithin, type Solution } from '../model.ts';
import { constraintFor } from './constraint.ts';
import { admits, type Edge, edgesTo } from './edges.ts';
import type { Candidates } from './candidates.ts';

export interface Reach {
  readonly graph: Graph;
  readonly candidates: Candidates;
  /** What moves farther is no solution. */
  readonly most: Distance;
  /** What may stay known against packages, by name. */
  readonly tolerated?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Whether a version of a package would do. */
type Wanted = (version: string) => Promise<boolean>;

/** Who stands in the way of every version that would do. */
export interface Blocked {
  readonly blocked: readonly { readonly edge: Edge; readonly node: GraphNode }[];
  /** The versions that would do if nobody stood in the way. */
  readonly best?: string;
}

const deepest = 24;

/**
 * The least that must change so that a place of the lockfile holds a version that is `wanted`: another version within what everybody asks for;
 * else the smallest upgrade of whoever asks for too old a one, up to the manifest. Pure over the graph and the registry's answers.
 */
export async function raise(
  node: GraphNode,
  reach: Reach,
  { wanted = anything, mayGoBack = false }: { wanted?: Wanted; mayGoBack?: boolean } = {},
  path: readonly number[] = [],
): Promise<Solution | Blocked> {
  const { graph, candidates } = reach;
  if (path.includes(node.index) || path.length >= deepest) return { blocked: [] };
  const edges = await edgesTo(node, graph, candidates);
  const all = await candidates.of(node, mayGoBack, reach.tolerated?.get(node.name));
  const within = all.filter(({ version }) => edges.every((edge) => edge.admits(version)));
  const free = await firstWanted(within, wanted, graph.type);
  if (free !== undefined) return single(bump(graph.type, node, free.version), 'lockfile');

  const best = await firstWanted(all, wanted, graph.type);
  if (best === undefined) return { blocked: [] };
  const isFlat = graph.type === 'pypi';
  const changes: Change[] = [];
  const ways: Solution['way'][] = ['lockfile'];
  const blocked: { edge: Edge; node: GraphNode }[] = [];
  for (const edge of edges) {
    const own = isFlat
      ? undefined
      : await firstWanted(
          all.filter(({ version }) => edge.admits(version)),
          wanted,
          graph.type,
        );
    if (own !== undefined) changes.push(bump(graph.type, node, own.version));
    else if (edge.admits(best.version)) changes.push(bump(graph.type, node, best.version));
    else {
      const moved = await moveEdge(edge, node, best, reach, wanted, path, all);
      if (moved === undefined) blocked.push({ edge, node });
      else {
        changes.push(...moved.changes);
        ways.push(moved.way);
      }
    }
  }
  if (blocked.length > 0) return { blocked, best: best.version };
  const way = ways.includes('manifest') ? 'manifest' : ways.includes('override') ? 'override' : 'parent';
  return { changes: distinct(changes), distance: distanceOf(changes), way, notes: [] };
}

export function isSolution(found: Solution | Blocked): found is Solution {
  return 'changes' in found;
}

/** Lets one that asks for too old a version ask for one that would do. */
async function moveEdge(
  edge: Edge,
  node: GraphNode,
  best: PublishedVersion,
  reach: Reach,
  wanted: Wanted,
  path: readonly number[],
  all: readonly PublishedVersion[],
): Promise<Solution | undefined> {
  const { graph, candidates, most } = reach;
  if (edge.from === 'package') {
    const admitsWanted: Wanted = async (version) => {
      const asks = await candidates.asks(edge.parent.name, version);
      if (asks === undefined) return false;
      const constraint = asks.get(node.name);
      if (constraint === undefined) return true;
      const admitted = all.filter((each) => admits(graph.type, each.version, constraint));
      return (await firstWanted(admitted, wanted, graph.type)) !== undefined;
    };
    const raised = await raise(edge.parent, reach, { wanted: admitsWanted }, [...path, node.index]);
    if (!isSolution(raised)) return undefined;
    const way = raised.way === 'lockfile' ? 'parent' : raised.way;
    return { ...raised, way, changes: [...raised.changes, ...(await followed(raised, edge.parent, node, all, reach))] };
  }
  const moved = distance(graph.type, node.version, best.version);
  if (!isWithin(moved, most)) return undefined;
  const fromConstraint = edge.constraint;
  if (edge.from === 'override') {
    const { manifest, keys, under } = edge.override;
    const toConstraint = constraintFor(graph.type, fromConstraint, best.version);
    if (toConstraint === undefined) return undefined;
    const { name, version: from } = node;
    return single(
      {
        kind: 'override',
        manifest,
        name,
        keys,
        from,
        to: best.version,
        toConstraint,
        distance: moved,
        ...(under !== undefined && { under }),
      },
      'override',
    );
  }
  const toConstraint = constraintFor(graph.type, fromConstraint, best.version);
  if (toConstraint === undefined) return undefined;
  const { manifest, as, section } = edge.asked;
  return single(
    {
      kind: 'ask',
      manifest,
      name: node.name,
      from: node.version,
      to: best.version,
      fromConstraint,
      toConstraint,
      distance: moved,
      ...(as !== undefined && { as }),
      ...(section !== undefined && { section }),
    },
    'manifest',
  );
}

/** Where the raised parent still asks for the package: to which version it leads. */
async function followed(
  raised: Solution,
  parent: GraphNode,
  node: GraphNode,
  all: readonly PublishedVersion[],
  { graph, candidates }: Reach,
): Promise<Change[]> {
  const moved = raised.changes.find((change) => change.name === parent.name && change.kind !== 'remove-override');
  if (moved === undefined || !('to' in moved)) return [];
  const constraint = (await candidates.asks(parent.name, moved.to))?.get(node.name);
  if (constraint === undefined) return [];
  const admitted = all.filter(({ version }) => admits(graph.type, version, constraint));
  return admitted[0] === undefined ? [] : [bump(graph.type, node, admitted[0].version)];
}

/** Looking a version up may take a request in these ecosystems. */
const costly: ReadonlySet<RegistryType> = new Set(['pypi', 'golang']);

/**
 * The first that is wanted. Where each look costs a request, the newest is asked first and the rest is halved: what a package asks for moves
 * upwards, so that the first that will do has all that will do behind it.
 */
async function firstWanted(
  versions: readonly PublishedVersion[],
  wanted: Wanted,
  type: RegistryType,
): Promise<PublishedVersion | undefined> {
  if (wanted === anything) return versions[0];
  if (!costly.has(type)) {
    for (const each of versions) if (await wanted(each.version)) return each;
    return undefined;
  }
  let low = 0;
  let high = versions.length - 1;
  if (high < 0 || !(await wanted(versions[high]?.version ?? ''))) return undefined;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (await wanted(versions[middle]?.version ?? '')) high = middle;
    else low = middle + 1;
  }
  return versions[high];
}

export const anything: Wanted = async () => true;

export function bump(type: RegistryType, { name, version: from, isDirect }: GraphNode, to: string): Change {
  return { kind: 'bump', name, from, to, distance: distance(type, from, to), ...(isDirect && { isDirect }) };
}

function single(change: Change, way: Solution['way']): Solution {
  return { changes: [change], distance: distanceOf([change]), way, notes: [] };
}

/**
 * How far changes may be felt by whoever wrote the project. What others brought in, and move within what those ask for, is theirs to keep from
 * breaking: it counts as minor at most.
 */
export function distanceOf(changes: readonly Change[]): Distance {
  return farthest(
    changes.map((change) => {
      if (change.kind === 'remove-override') return 'none';
      return change.kind === 'bump' && change.isDirect !== true && change.distance === 'major'
        ? 'minor'
        : change.distance;
    }),
  );
}

export function distinct(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}
