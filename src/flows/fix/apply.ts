import {
  ecosystemOf,
  type EditKnowledge,
  type FixFinding,
  type FixGroup,
  type FixPlan,
  groupOf,
  packageOf,
  type Solved,
} from '#act/fixes';
import type { DependencyFile } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import type { Bench } from './bench.ts';
import { keepWhatPasses } from './drop.ts';
import type { OpenProject } from './project.ts';

export interface Dropped {
  readonly finding: FixFinding;
  readonly because: string;
}

export interface ApplyWork {
  readonly request: { readonly check?: string; readonly dryRun: boolean };
  readonly knowledge: EditKnowledge;
  readonly bench: Bench;
  readonly say: (line: string) => void;
}

interface Applied {
  readonly group?: FixGroup;
  readonly project?: OpenProject;
  readonly edits: ReadonlyMap<string, string>;
  readonly dropped: readonly Dropped[];
}

/** Edits one group, or as much of it as the edit holds and the check passes. */
export async function applyGroup(
  plan: FixPlan,
  group: FixGroup,
  project: OpenProject,
  work: ApplyWork,
): Promise<Applied> {
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
async function editGroup(
  plan: FixPlan,
  group: FixGroup,
  project: OpenProject,
  work: ApplyWork,
): Promise<Attempt | string> {
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
function standingIn(lock: DependencyFile, { knowledge }: ApplyWork): ReadonlySet<string> {
  const purls = new Set(lock.packages.map(({ purl }) => purl));
  return new Set([...purls].flatMap((purl) => knowledge.against(purl).map((advisory) => standing(purl, advisory))));
}

function standing(purl: string, advisory: string): string {
  return `${withoutVersion(purl)} ${advisory}`;
}

function lastLine(tail: string): string {
  return tail.trimEnd().split('\n').at(-1)?.slice(0, 200) ?? '';
}
