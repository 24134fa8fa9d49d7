import type { DependencyFile, ListedPackage } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import { type Draft, markDirect, type Request } from '../../dependency-graph.ts';
import { folderOf, relativeTo } from '../../paths.ts';
import { withoutSiblings } from './local-packages.ts';

const lockfileFormats = new Set(['npm/package-lock', 'npm/pnpm-lock', 'npm/yarn-lock', 'npm/bun-lock']);

/**
 * Lockfiles that do not say everything are told by the package.json files below them: Yarn 1 and npm's version 1 what is asked for directly, Yarn 2
 * and later what is there for tools alone. What workspaces ask of each other is no dependency.
 */
export function linkNpm(files: readonly DependencyFile[]): readonly DependencyFile[] {
  const lockfiles = new Map<string, DependencyFile[]>();
  for (const file of files) if (lockfileFormats.has(file.format)) gather(lockfiles, folderOf(file.path), file);
  const manifests = new Map<string, DependencyFile[]>();
  for (const file of files) {
    if (file.format !== 'npm/package-json') continue;
    const folder = nearest(folderOf(file.path), lockfiles);
    if (folder !== undefined) gather(manifests, folder, file);
  }
  const changed = new Map<DependencyFile, DependencyFile>();
  for (const [folder, asking] of manifests)
    for (const [manifest, without] of withoutSiblings(asking, lockfiles.get(folder) ?? []))
      changed.set(manifest, without);
  return files.map((file) => {
    const asking = manifests.get(folderOf(file.path));
    if (asking === undefined || file.role !== 'lockfile') return changed.get(file) ?? file;
    const isYarn = file.format === 'npm/yarn-lock';
    const isSilent = !file.packages.some(({ direct }) => direct === true);
    // Without workspaces, a file of npm's version 1 belongs to the package.json beside it.
    if (isYarn) return told(file, asking, byConstraint(file.packages));
    if (file.format !== 'npm/package-lock' || !isSilent) return file;
    const own = asking.filter(({ path }) => folderOf(path) === folderOf(file.path));
    return told(file, own, byPlace(file.packages));
  });
}

function gather(groups: Map<string, DependencyFile[]>, folder: string, file: DependencyFile): void {
  const group = groups.get(folder);
  if (group === undefined) groups.set(folder, [file]);
  else group.push(file);
}

function nearest(from: string, folders: ReadonlyMap<string, unknown>): string | undefined {
  for (let folder = from; ; folder = folderOf(folder)) {
    if (folders.has(folder)) return folder;
    if (folder === '') return undefined;
  }
}

type Finder = (request: ListedPackage) => number | undefined;

/** Yarn's entries name every range that they stand for. */
function byConstraint(packages: readonly ListedPackage[]): Finder {
  const positions = new Map<string, number>();
  for (const [position, { purl, constraint }] of packages.entries())
    for (const range of constraint?.split(', ') ?? []) positions.set(`${withoutVersion(purl)} ${range}`, position);
  return ({ purl, constraint = '' }) => positions.get(`${withoutVersion(purl)} ${constraint}`);
}

function byPlace(packages: readonly ListedPackage[]): Finder {
  const positions = new Map<string, number>();
  for (const [position, { purl, place = '' }] of packages.entries())
    if (place.lastIndexOf('node_modules/') === 0) positions.set(withoutVersion(purl), position);
  return ({ purl }) => positions.get(withoutVersion(purl));
}

function told(file: DependencyFile, manifests: readonly DependencyFile[], find: Finder): DependencyFile {
  const requests = manifests.flatMap((manifest) =>
    manifest.packages.flatMap((asked): Request[] => {
      const to = asked.direct === true ? find(asked) : undefined;
      if (to === undefined) return [];
      return [
        {
          to,
          workspace: relativeTo(folderOf(file.path), folderOf(manifest.path)) ?? '.',
          ...(asked.scope === undefined ? {} : { scope: asked.scope }),
          ...(asked.constraint === undefined ? {} : { constraint: asked.constraint }),
        },
      ];
    }),
  );
  if (requests.length === 0) return file;
  const packages: Draft[] = file.packages.map((listed) => ({ ...listed }));
  for (const { to } of requests) {
    const { workspaces: _, constraint: __, ...rest } = packages[to]!;
    packages[to] = rest;
  }
  markDirect(packages, requests);
  markTools(packages, requests);
  return { ...file, packages };
}

/** What only requests for development reach is there for tools; what others reach stays as it is. */
function markTools(packages: Draft[], requests: readonly Request[]): void {
  const shipped = reachable(
    packages,
    requests.filter(({ scope }) => scope !== 'dev'),
  );
  const needed = reachable(packages, requests);
  for (const [position, listed] of packages.entries())
    if (needed[position] === 1 && shipped[position] === 0) listed.scope = 'dev';
}

function reachable(packages: readonly ListedPackage[], requests: readonly Request[]): Uint8Array {
  const reached = new Uint8Array(packages.length);
  const waiting = requests.map(({ to }) => to);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (reached[at] !== 0) continue;
    reached[at] = 1;
    for (const to of packages[at]?.dependsOn ?? []) if (reached[to] === 0) waiting.push(to);
  }
  return reached;
}
