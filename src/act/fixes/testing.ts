import { readDependencyFile } from '#ground/inventory';
import { withoutVersion } from '#ground/packages';
import type { Registries } from '#ground/registries';
import type { Ecosystem, EditKnowledge, Project } from './ecosystem.ts';
import type { Change, FixFinding, FixPlan } from './model.ts';
import { nameAndVersion } from './purl-of.ts';
import { planFixes } from './plan/plan.ts';

/** Purls without versions → the versions that are bad. */
type Bad = Readonly<Record<string, readonly string[]>>;

const now = Date.parse('2026-11-22T00:00:00Z');

/** A project that is files by path, read by the inventory. */
export function projectOf(files: Readonly<Record<string, string>>): Project {
  const texts = new Map(Object.entries(files));
  return {
    files: [...texts].flatMap(
      ([path, text]) => readDependencyFile({ path, bytes: Buffer.from(text) }, performance.now() + 10_000) ?? [],
    ),
    text: (path) => texts.get(path),
  };
}

export function knowledgeOf(registries: Registries, bad: Bad = {}): EditKnowledge {
  const against = (purl: string): readonly string[] =>
    bad[withoutVersion(purl)]?.includes(nameAndVersion(purl)?.version ?? '') === true
      ? [`ADV-${nameAndVersion(purl)?.name ?? ''}`]
      : [];
  return { registries, against, now, cooldownDays: 7 };
}

/** Plans over one lockfile, edits all groups of the plan, and gives all files as they then are. */
export async function fixedFiles(
  ecosystem: Ecosystem,
  lockfile: string,
  files: Readonly<Record<string, string>>,
  registries: Registries,
  bad: Bad,
): Promise<{ plan: FixPlan; files: ReadonlyMap<string, string> }> {
  const project = projectOf(files);
  const lock = project.files.find(({ path }) => path === lockfile);
  const graph = lock === undefined ? undefined : ecosystem.graph(lock, project);
  if (graph === undefined) throw new Error(`${lockfile} cannot be planned over`);
  const knowledge = knowledgeOf(registries, bad);
  const purls = [...new Set(graph.nodes.map(({ purl }) => purl))];
  const findings = purls.flatMap((purl) =>
    knowledge.against(purl).map((advisory): FixFinding => ({ purl, advisory, priority: 500 })),
  );
  const plan = await planFixes(graph, findings, { registry: registries[graph.type], ...knowledge });
  const changes = plan.groups.flatMap((group) => group.changes);
  const edits = changes.length === 0 ? [] : await ecosystem.edit(graph, changes, project, knowledge);
  return { plan, files: new Map([...Object.entries(files), ...edits.map(({ path, text }) => [path, text] as const)]) };
}

export async function editedBy(
  ecosystem: Ecosystem,
  lockfile: string,
  files: Readonly<Record<string, string>>,
  registries: Registries,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, string>> {
  const project = projectOf(files);
  const lock = project.files.find(({ path }) => path === lockfile);
  const graph = lock === undefined ? undefined : ecosystem.graph(lock, project);
  if (graph === undefined) throw new Error(`${lockfile} cannot be planned over`);
  const edits = await ecosystem.edit(graph, changes, project, knowledgeOf(registries));
  return new Map([...Object.entries(files), ...edits.map(({ path, text }) => [path, text] as const)]);
}
