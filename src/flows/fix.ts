import { resolve } from 'node:path';
import {
  commitMessage,
  type Distance,
  ecosystemOf,
  type EditKnowledge,
  FixError,
  type FixFinding,
  type FixGroup,
  type FixPlan,
  groupOf,
  isCompanion,
  isWithin,
  packageOf,
  planFixes,
  type Unfixed,
} from '#act/fixes';
import { openRegistries, type Registries, RegistryError, registryCache } from '#ground/registries';
import { applyGroup, type ApplyWork, type Dropped } from './fix/apply.ts';
import { FixRequestError } from './fix/error.ts';
import { type Known, knownAdvisories } from './fix/known.ts';
import { OpenProject, type Unread } from './fix/project.ts';
import { openBench, type Written, type WriteTo } from './fix/bench.ts';
import { type Wanted, wantedFindings } from './fix/wanted.ts';
import { placeOf } from './scan/place.ts';

export { changeInWords } from '#act/fixes';
export { findingOf, prioritiesOf } from './fix/wanted.ts';

export interface FixRequest extends Wanted {
  /** A folder of the project, or a lockfile. */
  readonly path: string;
  readonly dryRun: boolean;
  readonly writeTo: WriteTo;
  /** The person's own command, run over each set of changes: what does not pass is dropped. */
  readonly check?: string;
  /** How far anything may move. Default minor: what is farther is shown, and left. */
  readonly most?: Distance;
  readonly cooldownDays?: number;
  /** Answer from what is kept of registries alone. */
  readonly offline?: boolean;
}

/** What the world outside is asked through; tests play it. */
export interface FixWorld {
  readonly registries?: Registries;
  readonly known?: Known;
  readonly now?: number;
  /** Told how the check goes. */
  readonly say?: (line: string) => void;
  /** Told what is about to be done, before anything is. */
  readonly planned?: (plan: Pick<LockfileFix, 'lockfile' | 'tool' | 'plan' | 'farther'>) => void;
}

export interface FixReport {
  readonly root: string;
  readonly lockfiles: readonly LockfileFix[];
  /** Lockfiles and packages that nothing is done about here, and why. */
  readonly notLookedAt: readonly Unread[];
  /** Findings that match what was asked for. */
  readonly findings: number;
  readonly written?: Written;
}

export interface LockfileFix {
  readonly lockfile: string;
  readonly tool: string;
  /** As it is planned over what stands there. */
  readonly plan: FixPlan;
  /** What was edited, in order; in a dry run, what would be. */
  readonly done: readonly FixGroup[];
  /** Farther than was allowed. */
  readonly farther: readonly FixGroup[];
  readonly dropped: readonly Dropped[];
  /** What to run afterwards. */
  readonly afterwards: string;
}

/** Plans the smallest fix of what is asked for, and writes it. Throws FixRequestError, RegistryError, FixError, GitError. */
export async function fix(request: FixRequest, world: FixWorld = {}): Promise<FixReport> {
  const now = world.now ?? Date.now();
  const known = world.known ?? knownAdvisories(now);
  if (known.isEmpty)
    throw new FixRequestError(
      'missing-data',
      'there are no advisories here to fix anything by',
      'run selvedge advisories sync first',
    );
  const registries =
    world.registries ?? openRegistries({ cache: { folder: registryCache(), offline: request.offline === true } });
  const knowledge: EditKnowledge = {
    registries,
    against: (purl) => known.against(purl).map(({ id }) => id),
    now,
    cooldownDays: request.cooldownDays ?? 7,
  };
  const place = placeOf(resolve(request.path), false);
  const bench = openBench(place, request.writeTo, request);
  try {
    const work: Work = {
      request,
      knowledge,
      known,
      bench,
      say: world.say ?? (() => undefined),
      planned: world.planned ?? (() => undefined),
      notLookedAt: [],
    };
    const lockfiles: LockfileFix[] = [];
    const failures: Error[] = [];
    let project = bench.project;
    for (const { path } of bench.project.files.filter(
      (file) => file.role === 'lockfile' || ecosystemOf(file) !== undefined,
    )) {
      try {
        const fixed = await fixLockfile(path, project, work);
        if (fixed === undefined) continue;
        lockfiles.push(fixed.report);
        project = fixed.project;
      } catch (error) {
        // One lockfile that is broken, or whose registry does not answer, keeps no other from being fixed.
        if (!isOfOne(error)) throw error;
        failures.push(error);
        work.notLookedAt.push({ path, because: error.message });
      }
    }
    if (lockfiles.length === 0 && failures[0] !== undefined) throw failures[0];
    const findings = lockfiles.reduce(
      (sum, { plan }) => sum + plan.groups.reduce((n, { closes }) => n + closes.length, 0) + plan.unfixed.length,
      0,
    );
    const steps = bench.steps.length;
    const written = request.dryRun || steps === 0 ? undefined : await bench.write(nameOf(lockfiles));
    return {
      root: place.root,
      lockfiles,
      notLookedAt: [...bench.project.unread, ...work.notLookedAt],
      findings,
      ...(written !== undefined && { written }),
    };
  } finally {
    bench.close();
  }
}

/** What concerns one lockfile, or one registry, alone. */
export function isOfOne(error: unknown): error is FixError | RegistryError {
  return error instanceof FixError || error instanceof RegistryError;
}

interface Work extends ApplyWork {
  readonly request: FixRequest;
  readonly known: Known;
  readonly planned: NonNullable<FixWorld['planned']>;
  readonly notLookedAt: Unread[];
}

async function fixLockfile(
  path: string,
  start: OpenProject,
  work: Work,
): Promise<{ report: LockfileFix; project: OpenProject } | undefined> {
  const { request, known, knowledge, bench } = work;
  const lock = start.files.find((file) => file.path === path);
  const ecosystem = lock === undefined ? undefined : ecosystemOf(lock);
  if (lock === undefined) return undefined;
  if (ecosystem === undefined) {
    if (
      !isCompanion(lock) &&
      lock.packages.some(({ purl }) => wantedFindings(request, purl, lock.path, known).length > 0)
    )
      work.notLookedAt.push({
        path,
        because: `lockfiles of this form (${lock.format}) are not edited here; its findings stand`,
      });
    return undefined;
  }
  const planOf = async (project: OpenProject, without: ReadonlySet<string>): Promise<FixPlan | undefined> => {
    const file = project.files.find((each) => each.path === path);
    const graph = file === undefined ? undefined : ecosystem.graph(file, project);
    if (graph === undefined) return undefined;
    const gap = known.gap(graph.type);
    if (gap !== undefined && work.notLookedAt.every(({ because }) => because !== gap))
      work.notLookedAt.push({ path, because: gap });
    const purls = [...new Set(graph.nodes.map(({ purl }) => purl))];
    const findings = purls
      .flatMap((purl) => wantedFindings(request, purl, path, known))
      .filter((finding) => !without.has(keyOf(finding)));
    const asked = { registry: registryOf(knowledge, graph.type), ...knowledge };
    const most = request.most ?? 'major';
    const plan = await planFixes(graph, findings, asked, { most });
    // Overrides are tidied where everything is fixed that can be.
    return isNarrow(request) ? { ...plan, groups: plan.groups.flatMap((group) => withoutTidying(graph, group)) } : plan;
  };
  const plan = await planOf(start, new Set());
  if (plan === undefined) {
    if (lock.role === 'lockfile') work.notLookedAt.push({ path, because: 'there is no manifest beside it' });
    return undefined;
  }
  const most = request.most ?? 'minor';
  const farther = plan.groups.filter(({ distance }) => !isWithin(distance, most));
  work.planned({ lockfile: path, tool: ecosystem.tool, plan, farther });
  const done: FixGroup[] = [];
  const dropped: Dropped[] = [];
  const passedBy = new Set<string>();
  let project = start;
  let current: FixPlan | undefined = plan;
  // After each group the lockfile is another: what is left is planned again over it.
  while (current !== undefined) {
    const group: FixGroup | undefined = current.groups.find(({ distance }) => isWithin(distance, most));
    if (group === undefined) break;
    const applied = await applyGroup(current, group, project, work);
    for (const each of applied.dropped) {
      dropped.push(each);
      passedBy.add(keyOf(each.finding));
    }
    if (applied.group !== undefined && applied.project !== undefined) {
      done.push(applied.group);
      project = applied.project;
      bench.add({ message: commitMessage(applied.group, path), edits: applied.edits });
      for (const finding of applied.group.closes) passedBy.add(keyOf(finding));
    } else if (applied.dropped.length === 0) break;
    current = await planOf(project, passedBy);
  }
  return {
    report: { lockfile: path, tool: ecosystem.tool, plan, done, farther, dropped, afterwards: ecosystem.afterwards },
    project,
  };
}

function withoutTidying(graph: FixPlan['graph'], group: FixGroup): FixGroup[] {
  return group.parts.length === 0 ? [] : [groupOf(graph, group.parts, [])];
}

function isNarrow({ finding, advisory, packageName }: Wanted): boolean {
  return finding !== undefined || advisory !== undefined || packageName !== undefined;
}

function registryOf({ registries }: EditKnowledge, type: FixPlan['graph']['type']) {
  return registries[type];
}

function keyOf({ purl, advisory }: FixFinding): string {
  return `${purl} ${advisory}`;
}

function nameOf(lockfiles: readonly LockfileFix[]): string {
  const names = [...new Set(lockfiles.flatMap(({ done }) => done.flatMap(({ closes }) => closes.map(packageOf))))];
  const [first = 'overrides'] = names;
  const name = first
    .replace(/ .*$/, '')
    .replace(/[^A-Za-z0-9.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return `selvedge/fix-${name}${names.length > 1 ? `-and-${names.length - 1}-more` : ''}`;
}

/** In the order of what they close. */
export function unfixedOf(report: FixReport): readonly (Unfixed & { readonly lockfile: string })[] {
  return report.lockfiles.flatMap(({ lockfile, plan }) => plan.unfixed.map((each) => ({ ...each, lockfile })));
}
