import { resolve } from 'node:path';
import {
  commitMessage,
  type Distance,
  ecosystemOf,
  isCompanion,
  type EditKnowledge,
  planUpdates,
  type UpdateGroup,
  type UpdatePlan,
} from '#act/fixes';
import { openRegistries, registryCache } from '#ground/registries';
import { openBench, type Written, type WriteTo } from './fix/bench.ts';
import { keepWhatPasses } from './fix/drop.ts';
import type { FixWorld } from './fix.ts';
import { knownAdvisories } from './fix/known.ts';
import type { OpenProject, Unread } from './fix/project.ts';
import { placeOf } from './scan/place.ts';

export interface UpdateRequest {
  /** A folder of the project, or a lockfile. */
  readonly path: string;
  readonly dryRun: boolean;
  readonly writeTo: WriteTo;
  readonly check?: string;
  readonly most?: Distance;
  /** A version that is younger is left for now. Default 7 days. */
  readonly cooldownDays?: number;
  readonly grouping?: 'distance' | 'each' | 'all';
  readonly only?: ReadonlySet<string>;
  readonly offline?: boolean;
}

export interface UpdateReport {
  readonly root: string;
  readonly lockfiles: readonly LockfileUpdate[];
  readonly notLookedAt: readonly Unread[];
  readonly written?: Written;
}

export interface LockfileUpdate {
  readonly lockfile: string;
  readonly tool: string;
  readonly plan: UpdatePlan;
  readonly done: readonly UpdateGroup[];
  readonly dropped: readonly { readonly group: UpdateGroup; readonly because: string }[];
  readonly afterwards: string;
}

/**
 * The newest version of everything that has ripened: older than the cooldown, and nothing published against it. One commit for each group.
 * Throws FixRequestError, RegistryError, FixError, GitError.
 */
export async function update(request: UpdateRequest, world: FixWorld = {}): Promise<UpdateReport> {
  const now = world.now ?? Date.now();
  // Without advisories it still keeps everything current; with them it takes no version that is known to be bad.
  const known = world.known ?? knownAdvisories(now);
  const registries =
    world.registries ?? openRegistries({ cache: { folder: registryCache(), offline: request.offline === true } });
  const knowledge: EditKnowledge = {
    registries,
    against: (purl) => known.against(purl).map(({ id }) => id),
    now,
    cooldownDays: request.cooldownDays ?? 7,
  };
  const place = placeOf(resolve(request.path), false);
  const bench = openBench(place, request.writeTo, request.check);
  try {
    const lockfiles: LockfileUpdate[] = [];
    const notLookedAt: Unread[] = [...bench.project.unread];
    if (known.isEmpty)
      notLookedAt.push({
        path: '',
        because: 'no advisories are kept here: a version that one speaks of may be taken (selvedge advisories sync)',
      });
    let project = bench.project;
    for (const lock of bench.project.files.filter(
      (file) => (file.role === 'lockfile' && !isCompanion(file)) || ecosystemOf(file) !== undefined,
    )) {
      const ecosystem = ecosystemOf(lock);
      const graph = ecosystem?.graph(lock, project);
      if (ecosystem === undefined || graph === undefined) {
        if (lock.role === 'manifest') continue;
        notLookedAt.push({ path: lock.path, because: `lockfiles of this form (${lock.format}) are not edited here` });
        continue;
      }
      const { most, grouping, only } = request;
      const plan = await planUpdates(
        graph,
        { registry: registries[graph.type], ...knowledge },
        {
          ...(most !== undefined && { most }),
          ...(grouping !== undefined && { grouping }),
          ...(only !== undefined && { only }),
        },
      );
      const dropped: { group: UpdateGroup; because: string }[] = [];
      const done: UpdateGroup[] = [];
      const applied = async (groups: readonly UpdateGroup[]): Promise<OpenProject> => {
        const changes = groups.flatMap((group) => group.changes);
        if (changes.length === 0) return project;
        const edits = await ecosystem.edit(graph, changes, project, knowledge);
        return project.with(new Map(edits.map(({ path, text }) => [path, text])));
      };
      const passes = async (groups: readonly UpdateGroup[]): Promise<boolean> => {
        try {
          const next = await applied(groups);
          const result = request.check === undefined || request.dryRun ? undefined : await bench.check(next);
          if (result === undefined || result.status === 0) return true;
          because = `the check fails with it (status ${result.status ?? 'none'}): ${result.tail.trimEnd().split('\n').at(-1)?.slice(0, 200) ?? ''}`;
        } catch (error) {
          if (
            !(
              error instanceof Error &&
              'code' in error &&
              (error.code === 'not-resolved' || error.code === 'not-editable')
            )
          )
            throw error;
          because = error.message;
        }
        return false;
      };
      let because = '';
      // Single changes are tried where a group does not pass.
      const parts = plan.groups.flatMap((group) => (request.check === undefined ? [group] : apart(group)));
      const { kept } = await keepWhatPasses(parts, async (groups) => {
        const isPassing = await passes(groups);
        if (!isPassing) for (const group of groups) reasons.set(group, because);
        return isPassing;
      });
      for (const group of parts)
        if (!kept.includes(group)) dropped.push({ group, because: reasons.get(group) ?? because });
      let laid: readonly UpdateGroup[] = [];
      const before = project;
      let last = project;
      for (const group of plan.groups) {
        const survived = kept.filter(
          (part) => part === group || part.changes.every((change) => group.changes.includes(change)),
        );
        if (survived.length === 0) continue;
        const whole = { ...group, changes: survived.flatMap((part) => part.changes) };
        laid = [...laid, whole];
        const next = await applied(laid);
        const edits = new Map([...next.edits].filter(([path, text]) => last.text(path) !== text));
        if (edits.size === 0) continue;
        done.push(whole);
        bench.add({ message: commitMessage({ ...whole, closes: [], because: [] }, lock.path), edits });
        last = next;
      }
      project = last === before ? before : last;
      lockfiles.push({
        lockfile: lock.path,
        tool: ecosystem.tool,
        plan,
        done,
        dropped,
        afterwards: ecosystem.afterwards,
      });
    }
    const written =
      request.dryRun || bench.steps.length === 0
        ? undefined
        : await bench.write(`selvedge/update-${new Date(now).toISOString().slice(0, 10)}`);
    return { root: place.root, lockfiles, notLookedAt, ...(written !== undefined && { written }) };
  } finally {
    bench.close();
  }
}

const reasons = new WeakMap<UpdateGroup, string>();

function apart(group: UpdateGroup): UpdateGroup[] {
  return [...Map.groupBy(group.changes, ({ name }) => name)].map(([title, changes]) => ({ ...group, title, changes }));
}
