import type { DependencyFile, Json, ListedPackage } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import type { PomModel } from './pom-model.ts';
import { PomTree } from './pom-tree.ts';
import { placeOf } from './pom-properties.ts';

/** Poms inherit from each other; of a jar for which Maven speaks, the guess from its manifest is dropped. */
export function linkMaven(files: readonly DependencyFile[]): readonly DependencyFile[] {
  const poms = files.flatMap(({ path, extra }) => (isPom(extra) ? [{ path, model: extra }] : []));
  const told = new Set(files.flatMap(({ path, format }) => (format === 'maven/pom-properties' ? [placeOf(path)] : [])));
  if (poms.length === 0 && told.size === 0) return files;
  const tree = new PomTree(poms);
  return files.map((file) => {
    if (file.format === 'maven/jar-manifest' && told.has(placeOf(file.path))) return { ...file, packages: [] };
    if (!isPom(file.extra)) return file;
    const { path, format, problems = [] } = file;
    const content = tree.content(path);
    // What the reader told but for this: a merge conflict, say.
    const conflicts = problems.filter(({ kind }) => kind === 'conflict');
    const all = [...conflicts, ...(content.problems ?? [])];
    const { problems: _, ...rest } = content;
    const packages = conflicts.length === 0 ? rest.packages : [...rest.packages, ...ofTheOtherSide(file, content)];
    return { path, format, ...rest, packages, ...(all.length > 0 && { problems: all }) };
  });
}

/** Of a pom in conflict, only one side is linked: what the other one lists is kept as it was read. */
function ofTheOtherSide(
  file: DependencyFile,
  { packages }: Pick<DependencyFile, 'packages'>,
): readonly ListedPackage[] {
  const known = new Set(packages.map(({ purl }) => purl));
  return file.packages.filter(({ purl }) => purl !== withoutVersion(purl) && !known.has(purl));
}

/** Only the reader of poms gives such an `extra`. */
function isPom(extra: Json | undefined): extra is PomModel {
  return typeof extra === 'object' && extra !== null && 'kind' in extra && extra.kind === 'pom';
}
