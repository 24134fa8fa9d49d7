import type { DependencyFile, ListedPackage } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import { folderOf, relativeTo } from '../../paths.ts';

/**
 * Build scripts and catalogs tell the lockfile of their project what is asked for directly, and need not know versions then; checksums of
 * verification-metadata.xml go to the lockfiles, beside which it lists nothing of its own.
 */
export function linkGradle(files: readonly DependencyFile[]): readonly DependencyFile[] {
  const locks = new Set(files.flatMap(({ path, format }) => (format === 'gradle/lockfile' ? [projectOf(path)] : [])));
  if (locks.size === 0) return files;
  const asked = new Map<string, Set<string>>();
  for (const { path, format, packages } of files)
    if (format === 'gradle/build-script' || format === 'gradle/catalog') {
      const project = projectOf(path);
      const names = asked.get(project) ?? new Set();
      for (const { purl } of packages) names.add(withoutVersion(purl));
      asked.set(project, names);
    }
  const verified = files
    .filter(({ format }) => format === 'gradle/verification')
    .map(({ path, packages }) => ({
      project: projectOf(path),
      hashes: new Map(packages.map(({ purl, integrity }) => [purl, integrity])),
    }));
  return files.map((file) => {
    const project = projectOf(file.path);
    if (file.format === 'gradle/verification')
      return [...locks].some((lock) => isBelow(project, lock)) ? { ...file, packages: [] } : file;
    if (file.format === 'gradle/build-script' && locks.has(project)) return withoutUnresolved(file);
    if (file.format !== 'gradle/lockfile') return file;
    const names = [...asked].filter(([other]) => isBelow(other, project)).map(([, known]) => known);
    const hashes = verified.filter((one) => isBelow(one.project, project));
    return {
      ...file,
      packages: file.packages.map((listed): ListedPackage => {
        const integrity = hashes.map((one) => one.hashes.get(listed.purl)).find((hash) => hash !== undefined);
        const name = withoutVersion(listed.purl);
        return {
          ...listed,
          ...(names.some((known) => known.has(name)) && { direct: true as const }),
          ...(integrity !== undefined && { integrity }),
        };
      }),
    };
  });
}

/** The folder of the project that a file belongs to: that of gradle/ is the one above. */
function projectOf(path: string): string {
  return folderOf(path).replace(/(?:^|\/)gradle(?:\/dependency-locks)?$/, '');
}

function isBelow(folder: string, other: string): boolean {
  return relativeTo(folder, other) !== undefined;
}

function withoutUnresolved(file: DependencyFile): DependencyFile {
  const { problems = [], ...rest } = file;
  const left = problems.filter(({ kind }) => kind !== 'unresolved');
  return { ...rest, ...(left.length > 0 && { problems: left }) };
}
