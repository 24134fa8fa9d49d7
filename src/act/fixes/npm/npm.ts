import type { DependencyFile } from '#ground/model';
import type { Ecosystem, EditKnowledge, FileEdit, Project } from '../ecosystem.ts';
import { textOf } from '../edit-input.ts';
import type { Change, Graph } from '../model.ts';
import { beside, folderOf, joined, nodesOf } from '../nodes.ts';
import { resolveLockfile } from './arborist.ts';
import { askedIn, editManifest, isRecord, memberOf, npmOverridesIn, readManifest } from './manifest.ts';

/** npm: package-lock.json and npm-shrinkwrap.json, resolved again by npm's own resolver. */
export const npm: Ecosystem = {
  tool: 'npm',
  formats: ['npm/package-lock'],
  afterwards: 'npm ci',
  graph: graphOf,
  edit,
};

function graphOf(lock: DependencyFile, project: Project): Graph | undefined {
  const forcesIn = beside(lock.path, 'package.json');
  const root = project.text(forcesIn);
  const lockText = project.text(lock.path);
  if (root === undefined || lockText === undefined) return undefined;
  const asked = manifestsOf(lock.path, lockText).flatMap((path) => {
    const text = project.text(path);
    return text === undefined ? [] : askedIn(path, text);
  });
  const atTop = new Set(asked.map(({ name, as }) => `node_modules/${as ?? name}`));
  // Version 1 of the format does not say what is asked for directly.
  const nodes = nodesOf(lock, 'npm').map((node) => ({
    ...node,
    isDirect: node.isDirect || atTop.has(lock.packages[node.index]?.place ?? ''),
  }));
  return {
    type: 'npm',
    lockfile: lock.path,
    format: lock.format,
    nodes,
    asked,
    overrides: npmOverridesIn(forcesIn, root),
    forcesIn,
  };
}

/** The root's, and those of the workspaces that the lockfile names. */
function manifestsOf(path: string, text: string): string[] {
  const packages = memberOf(readManifest(path, text), 'packages');
  const folders = isRecord(packages) ? Object.keys(packages).filter((key) => !/(?:^|\/)node_modules\//.test(key)) : [];
  const all = new Set(['', ...folders].map((folder) => joined(folderOf(path), `${folder}/package.json`)));
  all.delete('');
  return [...all];
}

async function edit(
  graph: Graph,
  changes: readonly Change[],
  project: Project,
  knowledge: EditKnowledge,
): Promise<readonly FileEdit[]> {
  const lockText = textOf(project, graph.lockfile);
  const manifests = new Map(
    manifestsOf(graph.lockfile, lockText).flatMap((path) => {
      const text = project.text(path);
      return text === undefined ? [] : [[path, editManifest(path, text, changes, newOverride)] as const];
    }),
  );
  const lock = await resolveLockfile({ graph, changes, manifests, lockText, knowledge });
  return [...manifests, [graph.lockfile, lock] as const]
    .filter(([path, text]) => text !== project.text(path))
    .map(([path, text]) => ({ path, text }));
}

function newOverride({ name, under }: Change & { kind: 'override' }): readonly string[] {
  return under === undefined ? ['overrides', name] : ['overrides', under, name];
}
