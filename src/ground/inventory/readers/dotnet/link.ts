import type { DependencyFile, DependencyFileProblem, ListedPackage } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import { folderOf } from '../../paths.ts';

/**
 * References of a project that name no version take it from the nearest `Directory.Packages.props` above them (learn.microsoft.com/nuget,
 * "Central Package Management"). A central version that some project takes is listed there, and no longer by itself.
 */
export function linkDotnet(files: readonly DependencyFile[]): readonly DependencyFile[] {
  const central = new Map<string, Central>();
  for (const file of files)
    if (file.format === 'dotnet/project' && isCentral.test(file.path))
      central.set(folderOf(file.path), { versions: versionsOf(file), isUsed: false });
  if (central.size === 0) return files;
  const linked = files.map((file) =>
    file.format === 'dotnet/project' && !isCentral.test(file.path) ? withVersions(file, central) : file,
  );
  return linked.map((file) => {
    if (file.format !== 'dotnet/project' || !isCentral.test(file.path)) return file;
    if (central.get(folderOf(file.path))?.isUsed !== true) return file;
    return { ...file, packages: file.packages.filter(({ group }) => group !== 'PackageVersion') };
  });
}

interface Central {
  /** By purl without version, in lower case: NuGet's names have no case. */
  readonly versions: ReadonlyMap<string, ListedPackage>;
  isUsed: boolean;
}

const isCentral = /(?:^|\/)Directory\.Packages\.props$/i;

function versionsOf({ packages }: DependencyFile): ReadonlyMap<string, ListedPackage> {
  return new Map(packages.map((listed) => [keyOf(listed), listed]));
}

function keyOf({ purl }: ListedPackage): string {
  return withoutVersion(purl).toLowerCase();
}

function withVersions(file: DependencyFile, central: ReadonlyMap<string, Central>): DependencyFile {
  const found = nearest(file.path, central);
  if (found === undefined) return file;
  const problems: DependencyFileProblem[] = [];
  const packages = file.packages.map((listed): ListedPackage => {
    if (listed.constraint !== undefined) return listed;
    const version = found.versions.get(keyOf(listed));
    if (version?.constraint === undefined) {
      const detail = 'No version of a package is named, neither here nor in Directory.Packages.props.';
      problems.push({ kind: 'unresolved', line: listed.line, detail, purl: listed.purl });
      return listed;
    }
    found.isUsed = true;
    return { ...listed, purl: version.purl, constraint: version.constraint };
  });
  if (problems.length === 0) return { ...file, packages };
  return { ...file, packages, problems: [...(file.problems ?? []), ...problems] };
}

function nearest(path: string, central: ReadonlyMap<string, Central>): Central | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const found = central.get(folder);
    if (found !== undefined || folder === '') return found;
  }
}
