import type { DependencyFile, DependencyFileProblem, Json, ListedPackage } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import { folderOf, joined } from '../../paths.ts';
import { spreadScopes } from '../../scopes.ts';

/**
 * pyproject.toml or Pipfile tells the lockfile beside it what the project itself asks for; what requirements files include is looked for, and
 * the versions to which they are constrained are theirs.
 */
export function linkPython(files: readonly DependencyFile[]): readonly DependencyFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const manifests = new Map<string, DependencyFile>();
  for (const file of files) {
    const lock =
      file.format === 'python/pyproject' ? 'pyproject' : file.format === 'python/pipfile' ? 'pipfile' : undefined;
    if (lock !== undefined) manifests.set(`${lock} ${folderOf(file.path)}`, file);
  }
  return files.map((file) => {
    if (file.format === 'python/requirements' || file.format === 'python/conda-environment')
      return linkedRequirements(file, byPath);
    const kind = asksBeside.get(file.format);
    const manifest = kind === undefined ? undefined : manifests.get(`${kind} ${folderOf(file.path)}`);
    return manifest === undefined ? file : withDirect(file, manifest);
  });
}

const asksBeside: ReadonlyMap<string, string> = new Map([
  ['python/poetry-lock', 'pyproject'],
  ['python/pdm-lock', 'pyproject'],
  ['python/pylock', 'pyproject'],
  ['python/pipfile-lock', 'pipfile'],
]);

function withDirect(lock: DependencyFile, manifest: DependencyFile): DependencyFile {
  const asked = new Map<string, Pick<ListedPackage, 'scope' | 'group'>>();
  for (const { purl, scope, group } of manifest.packages) {
    // What builds the project is not installed with it.
    if (scope === 'build') continue;
    const name = withoutVersion(purl);
    const known = asked.get(name);
    if (known === undefined || (known.scope !== undefined && scope === undefined))
      asked.set(name, { ...(scope !== undefined && { scope }), ...(group !== undefined && { group }) });
  }
  const packages = lock.packages.map((listed): ListedPackage => {
    const asks = asked.get(withoutVersion(listed.purl));
    if (asks === undefined) return listed;
    const { scope: _, group: __, ...rest } = listed;
    return { ...rest, direct: true, ...asks };
  });
  return { ...lock, packages: spreadScopes(packages) };
}

interface Named {
  readonly kind: 'includes' | 'constrained-by';
  readonly path: string;
  readonly line: number;
}

/** What the reader of requirements files left for this. */
function namedIn(extra: Json | undefined): readonly Named[] {
  // Made by that reader, in this shape alone.
  const { files = [] } = (extra ?? {}) as { readonly files?: readonly Named[] };
  return files;
}

function linkedRequirements(file: DependencyFile, byPath: ReadonlyMap<string, DependencyFile>): DependencyFile {
  const problems: DependencyFileProblem[] = [...(file.problems ?? [])];
  const versions = new Map<string, string>();
  for (const { kind, path, line } of namedIn(file.extra)) {
    const found = byPath.get(joined(file.path, path) ?? '');
    if (found === undefined)
      problems.push({
        kind: 'missing-file',
        line,
        detail: `It ${kind === 'includes' ? 'includes' : 'is constrained by'} ${path}, which is not among the files.`,
      });
    else if (kind === 'constrained-by')
      for (const { purl } of found.packages)
        if (withoutVersion(purl) !== purl) versions.set(withoutVersion(purl), purl);
  }
  const packages =
    versions.size === 0
      ? file.packages
      : file.packages.map((listed) => ({ ...listed, purl: versions.get(listed.purl) ?? listed.purl }));
  return { ...file, packages, ...(problems.length > 0 && { problems: problems.slice(0, 1000) }) };
}
