import { orderOf } from '#ground/packages';
import type { Change, FixGroup, Graph, OverrideRemoval, Solution, Solved } from '../model.ts';
import { distanceOf, distinct } from './raise.ts';

/**
 * Puts changes together so that the first pull request closes the most: everything that breaks nothing by its version in one, then each upgrade
 * that may break something by itself, with all that hangs on it, by the risk that it closes (a greedy weighted set cover).
 */
export function group(graph: Graph, solved: readonly Solved[], stale: readonly OverrideRemoval[]): readonly FixGroup[] {
  const calm = solved.filter(({ solution }) => solution.distance !== 'major');
  const groups: FixGroup[] = [];
  if (calm.length > 0 || stale.length > 0) groups.push(groupOf(graph, calm, stale));
  let left = solved.filter(({ solution }) => solution.distance === 'major');
  while (left.length > 0) {
    const [best] = bundles(left).toSorted((a, b) => priorityOf(b) / weight(b) - priorityOf(a) / weight(a));
    if (best === undefined) break;
    groups.push(groupOf(graph, best, []));
    left = left.filter((each) => !best.includes(each));
  }
  // What changes nothing but overrides closes nothing, and comes last.
  return groups.toSorted((a, b) => Number(a.priority === 0) - Number(b.priority === 0));
}

/** Findings whose solutions move one of the same packages must go together: a lockfile has one answer for them. */
function bundles(solved: readonly Solved[]): Solved[][] {
  const bundled: { members: Solved[]; names: Set<string> }[] = [];
  for (const each of solved) {
    const names = namesOf(each);
    const touched = bundled.filter((bundle) => names.some((name) => bundle.names.has(name)));
    for (const bundle of touched) bundled.splice(bundled.indexOf(bundle), 1);
    bundled.push({
      members: [...touched.flatMap(({ members }) => members), each],
      names: new Set([...touched.flatMap((bundle) => [...bundle.names]), ...names]),
    });
  }
  return bundled.map(({ members }) => members);
}

function namesOf({ solution }: Solved): string[] {
  return solution.changes.map(({ name }) => name);
}

function priorityOf(bundle: readonly Solved[]): number {
  return bundle.reduce((sum, { finding }) => sum + finding.priority, 0);
}

/** How many manifest edits and packages it takes. */
function weight(bundle: readonly Solved[]): number {
  return Math.max(1, distinct(bundle.flatMap(({ solution }) => solution.changes)).length);
}

export function groupOf(graph: Graph, solved: readonly Solved[], stale: readonly OverrideRemoval[]): FixGroup {
  const changes = merged(graph, [...solved.flatMap(({ solution }) => solution.changes), ...stale]);
  return {
    changes,
    parts: solved,
    stale,
    closes: solved.map(({ finding }) => finding).toSorted((a, b) => b.priority - a.priority),
    distance: distanceOf(changes),
    priority: priorityOf(solved),
    notes: [...new Set(solved.flatMap(({ solution }) => solution.notes))],
    because: [...new Set(solved.map(({ solution }) => reasons[solution.way]))],
  };
}

const reasons: Readonly<Record<Solution['way'], string>> = {
  lockfile: 'What asks for it admits a clean version: the lockfile alone changes.',
  parent:
    'What asks for it admits no clean version; the smallest upgrade of that does, within what asks for it in turn.',
  manifest: 'No range leads to a clean version; the manifest asks for the smallest step that does.',
  override:
    'No upgrade of what asks for it leads to a clean version without breaking more: a version is forced upon it.',
};

/** Of several moves of one thing the farthest, which does for all of them. */
function merged(graph: Graph, changes: readonly Change[]): Change[] {
  const order = orderOf(graph.type);
  const kept = new Map<string, Change>();
  for (const change of distinct(changes)) {
    const key = keyOf(change);
    const known = kept.get(key);
    const isFarther =
      known === undefined ||
      change.kind === 'remove-override' ||
      known.kind === 'remove-override' ||
      (order?.compare(change.to, known.to) ?? 0) > 0;
    if (isFarther) kept.set(key, change);
  }
  const all = [...kept.values()];
  // An upgrade that the manifest asks for says all that a bump of the same would.
  return all.filter(
    (change) =>
      change.kind !== 'bump' ||
      !all.some((other) => other.kind === 'ask' && other.name === change.name && other.from === change.from),
  );
}

function keyOf(change: Change): string {
  if (change.kind === 'bump') return `bump ${change.name} ${change.from}`;
  if (change.kind === 'remove-override') return `remove ${change.manifest} ${change.keys.join(' ')}`;
  const within = change.kind === 'ask' ? `${change.section ?? ''} ${change.as ?? ''}` : (change.under ?? '');
  return `${change.kind} ${change.manifest} ${within} ${change.name}`;
}
