import type { DependencyFile } from '#ground/model';
import type { Project } from '../ecosystem.ts';
import type { Asked, Graph, Override } from '../model.ts';
import { beside, folderOf, nodesOf } from '../nodes.ts';
import { admits } from '../plan/edges.ts';
import { askedIn, flatOverridesIn } from '../npm/manifest.ts';

/** The graph of a lockfile of pnpm or Yarn, whose manifests are the package.json files that lie with it. */
export function workspaceGraph(lock: DependencyFile, project: Project, section: readonly string[]): Graph | undefined {
  const forcesIn = beside(lock.path, 'package.json');
  const root = project.text(forcesIn);
  if (root === undefined) return undefined;
  const asked: readonly Asked[] = manifestsBeside(lock.path, project).flatMap((path) =>
    askedIn(path, project.text(path) ?? ''),
  );
  const overrides: readonly Override[] = flatOverridesIn(forcesIn, root, section);
  const nodes = nodesOf(lock, 'npm').map((node) => ({
    ...node,
    isDirect:
      node.isDirect ||
      asked.some(({ name, constraint }) => name === node.name && admits('npm', node.version, constraint)),
  }));
  return { type: 'npm', lockfile: lock.path, format: lock.format, nodes, asked, overrides, forcesIn };
}

/** Below the lockfile, and not below another one. */
export function manifestsBeside(lockfile: string, { files }: Project): readonly string[] {
  const top = folderOf(lockfile);
  const others = files
    .filter(
      ({ path, role, format }) =>
        role === 'lockfile' &&
        format.startsWith('npm/') &&
        path !== lockfile &&
        folderOf(path) !== top &&
        isBelow(path, top),
    )
    .map(({ path }) => folderOf(path));
  return files
    .filter(
      ({ path, format }) =>
        format === 'npm/package-json' && isBelow(path, top) && !others.some((folder) => isBelow(path, folder)),
    )
    .map(({ path }) => path);
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}
