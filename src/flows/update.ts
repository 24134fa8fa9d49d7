import { resolve } from 'node:path';
import {
  commitMessage,
  type Distance,
  ecosystemOf,
  isCompanion,
  type EditKnowledge,
  FixError,
  planUpdates,
  type UpdateGroup,
  type UpdatePlan,
} from '#act/fixes';
import { openRegistries, registryCache } from '#ground/registries';
import { type Bench, openBench, type Written, type WriteTo } from './fix/bench.ts';
import { keepWhatPasses } from './fix/drop.ts';
import { type FixWorld, isOfOne } from './fix.ts';
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
  const against = (purl: string): readonly string[] => known.against(purl).map(({ id }) => id);
  const knowledge: EditKnowledge = { registries, against, now, cooldownDays: request.cooldownDays ?? 7 };
  const place = placeOf(resolve(request.path), false);
  const bench = openBench(place, request.writeTo, request);
  try {
    const lockfiles: LockfileUpdate[] = [];
    const failures: Error[] = [];
    const notLookedAt: Unread[] = [...bench.project.unread, ...(known.isEmpty ? [withoutAdvisories] : [])];
    let project = bench.project;
    for (const { path } of bench.project.files.filter(
      (file) => (file.role === 'lockfile' && !isCompanion(file)) || ecosystemOf(file) !== undefined,
    )) {
      try {
        const updated = await updateLockfile(path, project, { request, knowledge, bench });
        if (updated === undefined) continue;
        if ('because' in updated) {
          notLookedAt.push(updated);
          continue;
        }
        lockfiles.push(updated.report);
        project = updated.project;
      } catch (error) {
        if (!isOfOne(error)) throw error;
        failures.push(error);
        notLookedAt.push({ path, because: error.message });
      }
    }
    if (lockfiles.length === 0 && failures[0] !== undefined) throw failures[0];
    const written =
      request.dryRun || bench.steps.length === 0
        ? undefined
        : await bench.write(`selvedge/update-${new Date(now).toISOString().slice(0, 10)}`);
    return { root: place.root, lockfiles, notLookedAt, ...(written !== undefined && { written }) };
  } finally {
    bench.close();
  }
}

const withoutAdvisories: Unread = {
  path: '',
  because: 'no advisories are kept here: a version that one speaks of may be taken (selvedge advisories sync)',
};

interface Work {
  readonly request: UpdateRequest;
  readonly knowledge: EditKnowledge;
  readonly bench: Bench;
}

interface Updated {
  readonly report: LockfileUpdate;
  readonly project: OpenProject;
}

async function updateLockfile(path: string, start: OpenProject, work: Work): Promise<Updated | Unread | undefined> {
  const { request, knowledge, bench } = work;
  const lock = start.files.find((file) => file.path === path);
  const ecosystem = lock === undefined ? undefined : ecosystemOf(lock);
  const graph = lock === undefined ? undefined : ecosystem?.graph(lock, start);
  if (ecosystem === undefined || graph === undefined)
    return lock?.role === 'lockfile'
      ? { path, because: `lockfiles of this form (${lock.format}) are not edited here` }
      : undefined;
  const { most, grouping, only } = request;
  const plan = await planUpdates(
    graph,
    { registry: knowledge.registries[graph.type], ...knowledge },
    {
      ...(most !== undefined && { most }),
      ...(grouping !== undefined && { grouping }),
      ...(only !== undefined && { only }),
    },
  );
  const edit = async (groups: readonly UpdateGroup[]): Promise<OpenProject> => {
    const changes = groups.flatMap((group) => group.changes);
    const edits = changes.length === 0 ? [] : await ecosystem.edit(graph, changes, start, knowledge);
    return start.with(new Map(edits.map(({ path, text }) => [path, text])));
  };
  const { kept, dropped } = await passing(plan, edit, work);
  const done: UpdateGroup[] = [];
  let project = start;
  for (const group of plan.groups) {
    const changes = kept.flatMap((part) => part.changes.filter((change) => group.changes.includes(change)));
    if (changes.length === 0) continue;
    const next = await edit([...done, { ...group, changes }]);
    const edits = new Map([...next.edits].filter(([path, text]) => project.text(path) !== text));
    if (edits.size === 0) continue;
    done.push({ ...group, changes });
    bench.add({ message: commitMessage({ ...group, changes, closes: [], because: [] }, path), edits });
    project = next;
  }
  const report = { lockfile: path, tool: ecosystem.tool, plan, done, dropped, afterwards: ecosystem.afterwards };
  return { report, project };
}

/** The groups that can be edited together and pass the check; where one does not, its single packages are tried. */
async function passing(
  plan: UpdatePlan,
  edit: (groups: readonly UpdateGroup[]) => Promise<OpenProject>,
  { request, bench }: Work,
): Promise<{ readonly kept: readonly UpdateGroup[]; readonly dropped: LockfileUpdate['dropped'] }> {
  const reasons = new Map<UpdateGroup, string>();
  const failure = async (groups: readonly UpdateGroup[]): Promise<string | undefined> => {
    try {
      const next = await edit(groups);
      if (request.check === undefined || request.dryRun) return undefined;
      const { status, tail } = await bench.check(next);
      if (status === 0) return undefined;
      return `the check fails with it (status ${status ?? 'none'}): ${tail.trimEnd().split('\n').at(-1)?.slice(0, 200) ?? ''}`;
    } catch (error) {
      if (error instanceof FixError && (error.code === 'not-resolved' || error.code === 'not-editable'))
        return error.message;
      throw error;
    }
  };
  const { kept, dropped } = await keepWhatPasses(plan.groups.flatMap(apart), async (groups) => {
    const because = await failure(groups);
    if (because !== undefined) for (const group of groups) reasons.set(group, because);
    return because === undefined;
  });
  return { kept, dropped: dropped.map((group) => ({ group, because: reasons.get(group) ?? '' })) };
}

function apart(group: UpdateGroup): UpdateGroup[] {
  return [...Map.groupBy(group.changes, ({ name }) => name)].map(([title, changes]) => ({ ...group, title, changes }));
}
