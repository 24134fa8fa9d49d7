import type { DependencyFile, Json, ListedPackage } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import { folderOf, relativeTo } from '../../paths.ts';
import { spreadScopes } from '../../scopes.ts';

/** Cargo.toml of each of its crates tells a Cargo.lock what is there for production, for tests and for builds, and which crate asks. */
export function linkCargo(files: readonly DependencyFile[]): readonly DependencyFile[] {
  const manifests = files.filter(({ format }) => format === 'cargo/cargo-toml');
  return files.map((file) =>
    file.format === 'cargo/cargo-lock' ? linked(file, membersOf(file.extra), manifests) : file,
  );
}

interface Member {
  readonly name: string;
  readonly to: readonly number[];
}

function linked(
  lock: DependencyFile,
  members: readonly Member[],
  manifests: readonly DependencyFile[],
): DependencyFile {
  const folder = folderOf(lock.path);
  const below = new Map<string, DependencyFile>();
  for (const manifest of manifests)
    if (manifest.root !== undefined && relativeTo(folder, folderOf(manifest.path)) !== undefined)
      below.set(manifest.root.name, manifest);
  const packages: ListedPackage[] = [...lock.packages];
  const found = new Map<number, { readonly scopes: Set<ListedPackage['scope']>; readonly workspaces: Set<string> }>();
  for (const { name, to } of members) {
    const manifest = below.get(name);
    if (manifest === undefined) continue;
    const scopes = scopesOf(manifest);
    for (const position of to) {
      const purl = packages[position]?.purl;
      if (purl === undefined) continue;
      let known = found.get(position);
      if (known === undefined) found.set(position, (known = { scopes: new Set(), workspaces: new Set() }));
      for (const scope of scopes.get(withoutVersion(purl)) ?? [undefined]) known.scopes.add(scope);
      known.workspaces.add(relativeTo(folder, folderOf(manifest.path)) ?? '.');
    }
  }
  for (const [position, { scopes, workspaces }] of found) {
    const listed = packages[position];
    const scope = scopes.has(undefined)
      ? undefined
      : (['optional', 'build', 'dev'] as const).find((known) => scopes.has(known));
    if (listed !== undefined)
      packages[position] = {
        ...listed,
        ...(scope !== undefined && { scope }),
        ...(members.length > 1 && { workspaces: [...workspaces] }),
      };
  }
  return { ...lock, packages: spreadScopes(packages) };
}

function scopesOf(manifest: DependencyFile): ReadonlyMap<string, ReadonlySet<ListedPackage['scope']>> {
  const scopes = new Map<string, Set<ListedPackage['scope']>>();
  for (const { purl, scope, direct } of manifest.packages) {
    if (direct !== true) continue;
    const name = withoutVersion(purl);
    const known = scopes.get(name);
    if (known === undefined) scopes.set(name, new Set([scope]));
    else known.add(scope);
  }
  return scopes;
}

/** What the reader of Cargo.lock left for this. */
function membersOf(extra: Json | undefined): readonly Member[] {
  // Made by that reader, in this shape alone.
  const { members = [] } = (extra ?? {}) as { readonly members?: readonly Member[] };
  return members;
}
