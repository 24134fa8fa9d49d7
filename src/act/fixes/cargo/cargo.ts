import type { DependencyFile } from '#ground/model';
import type { Ecosystem, EditKnowledge, FileEdit, Project } from '../ecosystem.ts';
import { FixError } from '../error.ts';
import type { Asked, Change, Graph } from '../model.ts';
import { folderOf, nodesOf } from '../nodes.ts';
import { readLock, writeLock } from './lock-text.ts';
import { withRequirement } from './manifest-text.ts';
import { type FeatureRequest, featureRequestsIn } from './requests.ts';
import { resolveCrates } from './resolve.ts';

/**
 * Cargo: Cargo.lock, and the requirements of Cargo.toml. Nothing can be forced upon crates of others: a patch section replaces a crate, and is for
 * people to write.
 */
export const cargo: Ecosystem = {
  tool: 'Cargo',
  formats: ['cargo/cargo-lock'],
  afterwards: 'cargo build --locked',
  graph: graphOf,
  edit,
};

function graphOf(lock: DependencyFile, project: Project): Graph {
  const asked = manifestsOf(lock.path, project).flatMap((file) =>
    file.packages.flatMap(({ purl, constraint, line, source }): Asked[] => {
      const name = /^pkg:cargo\/([^@?#]+)/.exec(purl)?.[1];
      return name === undefined || source !== undefined
        ? []
        : [{ manifest: file.path, name, constraint: constraint ?? '', line }];
    }),
  );
  return {
    type: 'cargo',
    lockfile: lock.path,
    format: lock.format,
    nodes: nodesOf(lock, 'cargo'),
    asked,
    overrides: [],
  };
}

/** Of the workspace: below the lockfile, and not below another one. */
function manifestsOf(lockfile: string, { files }: Project): readonly DependencyFile[] {
  const top = folderOf(lockfile);
  const others = files
    .filter(({ format, path }) => format === 'cargo/cargo-lock' && path !== lockfile && isBelow(path, top))
    .map(({ path }) => folderOf(path));
  return files.filter(
    ({ format, path }) =>
      format === 'cargo/cargo-toml' && isBelow(path, top) && !others.some((folder) => isBelow(path, folder)),
  );
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

async function edit(
  graph: Graph,
  changes: readonly Change[],
  project: Project,
  knowledge: EditKnowledge,
): Promise<readonly FileEdit[]> {
  const text = project.text(graph.lockfile) ?? '';
  const lock = readLock(text);
  if (lock === undefined)
    throw new FixError(
      'not-editable',
      `${graph.lockfile} is of a form that is not written here (version 3 and 4 are)`,
      {
        remedy: 'let cargo write it anew: cargo update --workspace',
      },
    );
  const manifests = new Map<string, string>();
  const own = new Map<string, string[]>();
  for (const { name, constraint } of graph.asked) own.set(name, [...(own.get(name) ?? []), constraint]);
  for (const change of changes) {
    if (change.kind !== 'ask') continue;
    const next = withRequirement(
      manifests.get(change.manifest) ?? project.text(change.manifest) ?? '',
      change.name,
      change.fromConstraint,
      change.toConstraint,
    );
    if (next === undefined)
      throw new FixError(
        'not-editable',
        `${change.manifest} does not ask for ${change.name} in a form that is edited here`,
      );
    manifests.set(change.manifest, next);
    own.set(change.name, [...(own.get(change.name) ?? []), change.toConstraint]);
  }
  const moves = new Map(
    changes.flatMap((change) => ('to' in change ? [[`${change.name} ${change.from}`, change.to] as const] : [])),
  );
  const features = new Map<string, FeatureRequest[]>();
  for (const { path } of manifestsOf(graph.lockfile, project))
    for (const [name, requests] of featureRequestsIn(project.text(path) ?? ''))
      features.set(name, [...(features.get(name) ?? []), ...requests]);
  const entries = await resolveCrates(lock.entries, moves, own, features, knowledge);
  const written = writeLock({ ...lock, entries }, text.includes('\r\n') ? '\r\n' : '\n');
  return [...manifests, [graph.lockfile, written] as const]
    .filter(([path, next]) => next !== project.text(path))
    .map(([path, next]) => ({ path, text: next }));
}
