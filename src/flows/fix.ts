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
  type Solved,
  type Unfixed,
} from '#act/fixes';
import type { DependencyFile } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import { openRegistries, type Registries, RegistryError, registryCache } from '#ground/registries';
import { FixRequestError } from './fix/error.ts';
import { type Known, knownAdvisories } from './fix/known.ts';
import { OpenProject, type Unread } from './fix/project.ts';
import { type Bench, openBench, type Written, type WriteTo } from './fix/bench.ts';
import { type Wanted, wantedFindings } from './fix/wanted.ts';
import { keepWhatPasses } from './fix/drop.ts';
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

export interface Dropped {
  readonly finding: FixFinding;
  readonly because: string;
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

interface Work {
  readonly request: FixRequest;
  readonly knowledge: EditKnowledge;
  readonly known: Known;
  readonly bench: Bench;
  readonly say: (line: string) => void;
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

interface Applied {
  readonly group?: FixGroup;
  readonly project?: OpenProject;
  readonly edits: ReadonlyMap<string, string>;
  readonly dropped: readonly Dropped[];
}

/** Edits one group, or as much of it as the edit holds and the check passes. */
async function applyGroup(plan: FixPlan, group: FixGroup, project: OpenProject, work: Work): Promise<Applied> {
  const { bench, request, say } = work;
  const reasons = new Map<Solved, string>();
  const attempt = async (parts: readonly Solved[]): Promise<Attempt | string> => {
    const part = parts.length === group.parts.length ? group : groupOf(plan.graph, parts, []);
    const edited = await editGroup(plan, part, project, work);
    if (typeof edited === 'string' || request.check === undefined || request.dryRun) return edited;
    say(
      `checking ${part.changes.length === 1 ? 'one change' : `${part.changes.length} changes`} with: ${request.check}`,
    );
    const result = await bench.check(edited.project);
    if (result.status === 0) return edited;
    return `${result.timedOut ? 'the check did not end in time' : `the check fails with it (status ${result.status ?? 'none'})`}: ${lastLine(result.tail)}`;
  };
  const whole = await attempt(group.parts);
  if (typeof whole !== 'string') return { ...whole, dropped: [] };
  let best: Attempt | undefined;
  const { dropped } = await keepWhatPasses(bundled(group.parts), async (bundles) => {
    const parts = bundles.flat();
    const tried = parts.length === group.parts.length ? whole : await attempt(parts);
    if (typeof tried !== 'string') best = tried;
    else for (const part of parts) reasons.set(part, tried);
    return typeof tried !== 'string';
  });
  const lost = dropped.flat().map((part) => ({ finding: part.finding, because: reasons.get(part) ?? whole }));
  return { edits: new Map(), ...best, dropped: group.parts.length === 0 ? [] : lost };
}

/** Findings that are closed by the same changes stand or fall together. */
function bundled(parts: readonly Solved[]): Solved[][] {
  return [...Map.groupBy(parts, ({ solution }) => JSON.stringify(solution.changes)).values()];
}

interface Attempt {
  readonly group: FixGroup;
  readonly project: OpenProject;
  readonly edits: ReadonlyMap<string, string>;
}

/** The edit, read again: what it does not close it may not claim, and it may bring in nothing that is known to be bad. The reason where it does not hold. */
async function editGroup(plan: FixPlan, group: FixGroup, project: OpenProject, work: Work): Promise<Attempt | string> {
  const { graph } = plan;
  const lock = project.files.find(({ path }) => path === graph.lockfile);
  const ecosystem = lock === undefined ? undefined : ecosystemOf(lock);
  if (lock === undefined || ecosystem === undefined) return 'the lockfile is gone';
  let edits: ReadonlyMap<string, string>;
  try {
    const edited = await ecosystem.edit(graph, group.changes, project, work.knowledge);
    edits = new Map(edited.map(({ path, text }) => [path, text]));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'not-resolved' || error.code === 'not-editable'))
      return error.message;
    throw error;
  }
  if (edits.size === 0) return 'the edit changes nothing';
  const next = project.with(edits);
  const now = next.files.find(({ path }) => path === graph.lockfile);
  if (now === undefined) return 'the edited lockfile could not be read again';
  const before = standingIn(lock, work);
  const after = standingIn(now, work);
  const brought = [...after].find((each) => !before.has(each));
  if (brought !== undefined) {
    const [name, advisory] = brought.split(' ');
    return `it would bring in ${name}, which ${advisory} is published against`;
  }
  const closes = group.closes.filter(({ purl, advisory }) => !after.has(standing(purl, advisory)));
  const left = group.closes.find(({ purl, advisory }) => after.has(standing(purl, advisory)));
  if (left !== undefined && closes.length === 0) return `${packageOf(left)} would still be there`;
  return { group: { ...group, closes }, project: next, edits };
}

/** What is published against the packages of a lockfile, whatever their versions. */
function standingIn(lock: DependencyFile, { knowledge }: Work): ReadonlySet<string> {
  const purls = new Set(lock.packages.map(({ purl }) => purl));
  return new Set([...purls].flatMap((purl) => knowledge.against(purl).map((advisory) => standing(purl, advisory))));
}

function standing(purl: string, advisory: string): string {
  return `${withoutVersion(purl)} ${advisory}`;
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

function lastLine(tail: string): string {
  return tail.trimEnd().split('\n').at(-1)?.slice(0, 200) ?? '';
}

/** In the order of what they close. */
export function unfixedOf(report: FixReport): readonly (Unfixed & { readonly lockfile: string })[] {
  return report.lockfiles.flatMap(({ lockfile, plan }) => plan.unfixed.map((each) => ({ ...each, lockfile })));
}
