import { distance, orderOf } from '#ground/packages';
import type { PublishedVersion } from '#ground/registries';
import { type Change, type Distance, type Graph, type GraphNode, isWithin, type OverrideRemoval } from '../model.ts';
import { Candidates, type Knowledge } from './candidates.ts';
import { constraintFor } from './constraint.ts';
import { edgesTo } from './edges.ts';
import { notesOn } from './notes.ts';
import { bump, distanceOf, distinct } from './raise.ts';
import { staleOverrides } from './stale-overrides.ts';

/** Changes that go into one commit. */
export interface UpdateGroup {
  readonly title: string;
  readonly changes: readonly Change[];
  readonly distance: Distance;
  readonly notes: readonly string[];
}

export interface UpdatePlan {
  readonly graph: Graph;
  readonly groups: readonly UpdateGroup[];
  /** What could be newer and is left, and why: one sentence each. */
  readonly left: readonly string[];
}

export interface UpdateOptions {
  readonly most?: Distance;
  /**
   * - `distance`: all that breaks nothing by its version in one, each major upgrade by itself;
   * - `each`: each package by itself;
   * - `all`: one group.
   */
  readonly grouping?: 'distance' | 'each' | 'all';
  /** Only these packages. */
  readonly only?: ReadonlySet<string>;
}

/** The newest version of everything that is older than the cooldown and that nothing is known against. Throws RegistryError. */
export async function planUpdates(
  graph: Graph,
  knowledge: Knowledge,
  { most = 'minor', grouping = 'distance', only }: UpdateOptions = {},
): Promise<UpdatePlan> {
  const candidates = new Candidates(knowledge);
  const changes: Change[] = [];
  const left: string[] = [];
  for (const node of graph.nodes) {
    if (node.source !== undefined || (only !== undefined && !only.has(node.name))) continue;
    const found = await updateOf(node, graph, candidates, most);
    changes.push(...found.changes);
    if (found.left !== undefined) left.push(found.left);
  }
  const stale = only === undefined ? await staleOverrides(graph, candidates) : [];
  const groups = grouped(lastOfEach(graph, distinct(changes)), stale, grouping);
  return {
    graph,
    groups: await Promise.all(
      groups.map(async (group) => ({ ...group, notes: await notesOn(group.changes, candidates) })),
    ),
    left: [...new Set(left)],
  };
}

interface Update {
  readonly changes: readonly Change[];
  readonly left?: string;
}

async function updateOf(node: GraphNode, graph: Graph, candidates: Candidates, most: Distance): Promise<Update> {
  const { type } = graph;
  const newer = (await candidates.of(node)).toReversed();
  const silence = candidates.silence(node.name);
  if (silence !== undefined) return { changes: [], left: `${node.name} ${node.version}: ${silence}` };
  if (newer.length === 0) return { changes: [] };
  const edges = await edgesTo(node, graph, candidates);
  const asked = edges.filter((edge) => edge.from === 'manifest');
  const others = edges.filter((edge) => edge.from !== 'manifest');
  const possible = newer.filter(({ version }) => others.every((edge) => edge.admits(version)));
  const within = possible.filter(({ version }) => asked.every((edge) => edge.admits(version)));
  const reachable =
    asked.length === 0
      ? within
      : possible.filter(({ version }) => isWithin(distance(type, node.version, version), most));
  const target = await firstGrown(node.name, [...reachable, ...within], candidates);
  const newest = newer[0]?.version ?? '';
  const left =
    asked.length > 0 && target !== newest
      ? `${node.name} ${target ?? node.version}: ${newest} is there (a ${distance(type, node.version, newest)} change)`
      : undefined;
  const more = left === undefined ? {} : { left };
  if (target === undefined) return { changes: [], ...more };
  const wants = asked.filter((edge) => !edge.admits(target));
  const asks = wants.flatMap((edge): Change[] => {
    const toConstraint = constraintFor(type, edge.constraint, target);
    if (edge.from !== 'manifest' || toConstraint === undefined) return [];
    const { manifest, as, section } = edge.asked;
    return [
      {
        kind: 'ask',
        manifest,
        name: node.name,
        from: node.version,
        to: target,
        fromConstraint: edge.constraint,
        toConstraint,
        distance: distance(type, node.version, target),
        ...(as !== undefined && { as }),
        ...(section !== undefined && { section }),
      },
    ];
  });
  if (asks.length < wants.length)
    return {
      changes: [],
      left: `${node.name} ${node.version}: what the manifest asks for is of a form that is not edited here`,
    };
  return { changes: asks.length > 0 ? asks : [bump(type, node, target)], ...more };
}

/** The first that is older than the cooldown; `versions` in falling order. */
async function firstGrown(
  name: string,
  versions: readonly PublishedVersion[],
  candidates: Candidates,
): Promise<string | undefined> {
  for (const { version } of versions) if ((await candidates.daysTooYoung(name, version)) === undefined) return version;
  return undefined;
}

/** Two places of one package at one version have one answer: the lesser, which both admit. */
function lastOfEach(graph: Graph, changes: readonly Change[]): Change[] {
  const order = orderOf(graph.type);
  const kept = new Map<string, Change>();
  for (const change of changes) {
    if (change.kind === 'remove-override') continue;
    const key = `${change.kind} ${change.kind === 'bump' ? '' : change.manifest} ${change.name} ${change.from}`;
    const known = kept.get(key);
    if (known === undefined || known.kind === 'remove-override' || (order?.compare(change.to, known.to) ?? 0) < 0)
      kept.set(key, change);
  }
  return [...kept.values()];
}

function grouped(
  changes: readonly Change[],
  stale: readonly OverrideRemoval[],
  grouping: NonNullable<UpdateOptions['grouping']>,
): Omit<UpdateGroup, 'notes'>[] {
  if (grouping === 'all') return groupsOf([['everything', [...changes, ...stale]]]);
  const byName = [...Map.groupBy(changes, ({ name }) => name)];
  if (grouping === 'each') return groupsOf([...byName, ['overrides', stale]]);
  const calm = changes.filter((change) => distanceOf([change]) !== 'major');
  const major = byName.filter(([, same]) => distanceOf(same) === 'major');
  const majors = new Set(major.map(([name]) => name));
  return groupsOf([['patch and minor', [...calm.filter(({ name }) => !majors.has(name)), ...stale]], ...major]);
}

function groupsOf(groups: readonly (readonly [string, readonly Change[]])[]): Omit<UpdateGroup, 'notes'>[] {
  return groups
    .filter(([, changes]) => changes.length > 0)
    .map(([title, changes]) => ({ title, changes, distance: distanceOf(changes) }));
}
