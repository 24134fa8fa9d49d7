import type { DependencyFile, Json } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import { npmPurl } from './specifier.ts';

/** For linking: the names under which a lockfile knows folders of the project itself, which no registry is asked for. */
export function extraOf(linked: readonly string[]): { readonly extra?: Json } {
  return linked.length === 0 ? {} : { extra: { linked } };
}

/**
 * Without what package.json files ask of each other: the workspaces that the lockfile links, and those of them that are there. A range alone does
 * not tell them from what a registry has.
 */
export function withoutSiblings(
  manifests: readonly DependencyFile[],
  lockfiles: readonly DependencyFile[],
): ReadonlyMap<DependencyFile, DependencyFile> {
  const names = new Set(manifests.flatMap(({ root }) => root?.name ?? []));
  for (const { extra } of lockfiles) for (const name of linkedIn(extra)) names.add(name);
  const purls = new Set([...names].flatMap((name) => npmPurl(name) ?? []));
  const changed = new Map<DependencyFile, DependencyFile>();
  for (const manifest of manifests) {
    const packages = manifest.packages.filter(
      ({ purl, direct }) => direct !== true || !purls.has(withoutVersion(purl)),
    );
    if (packages.length < manifest.packages.length) changed.set(manifest, { ...manifest, packages });
  }
  return changed;
}

function linkedIn(extra: Json | undefined): string[] {
  if (typeof extra !== 'object' || extra === null || !('linked' in extra) || !Array.isArray(extra.linked)) return [];
  return extra.linked.filter((name) => typeof name === 'string');
}
