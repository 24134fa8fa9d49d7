import type { DependencyFile, ListedPackage } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import { folderOf } from './paths.ts';
import { spreadScopes } from './scopes.ts';

/** Which files of an ecosystem belong together: a lockfile and the manifest in the same folder. */
export interface Pair {
  readonly lockfile: string;
  readonly manifest: string;
}

/**
 * Tells packages of lockfiles what the manifest beside them says: which of them are asked for directly, with which constraint, in which group
 * and scope; what only those of a scope bring in has it too.
 */
export function askedByManifest(files: readonly DependencyFile[], pairs: readonly Pair[]): readonly DependencyFile[] {
  const manifests = new Map(files.map((file) => [placeOf(file.format, file.path), file]));
  return files.map((file) => {
    const pair = pairs.find(({ lockfile }) => lockfile === file.format);
    const manifest = pair === undefined ? undefined : manifests.get(placeOf(pair.manifest, file.path));
    return manifest === undefined ? file : { ...file, packages: asked(file.packages, manifest.packages) };
  });
}

function placeOf(format: string, path: string): string {
  return `${format} ${folderOf(path)}`;
}

function asked(packages: readonly ListedPackage[], requests: readonly ListedPackage[]): readonly ListedPackage[] {
  const byName = new Map<string, ListedPackage>();
  for (const request of requests) {
    const name = withoutVersion(request.purl);
    const known = byName.get(name);
    // Asked for twice, in two groups: what production needs is production.
    if (known === undefined || (known.scope !== undefined && request.scope === undefined)) byName.set(name, request);
  }
  const marked = packages.map((listed): ListedPackage => {
    const request = byName.get(withoutVersion(listed.purl));
    if (request === undefined) return listed;
    const { constraint, group, scope } = request;
    return {
      ...listed,
      direct: true,
      ...(constraint !== undefined && { constraint: listed.constraint ?? constraint }),
      ...(group !== undefined && { group: listed.group ?? group }),
      ...(scope !== undefined && { scope }),
    };
  });
  return spreadScopes(marked);
}
