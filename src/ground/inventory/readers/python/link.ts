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
  const locks = locksIn(files);
  for (const file of files) {
    const lock =
      file.format === 'python/pyproject' ? 'pyproject' : file.format === 'python/pipfile' ? 'pipfile' : undefined;
    if (lock !== undefined) manifests.set(`${lock} ${folderOf(file.path)}`, file);
  }
  return files.map((file) => {
    if (file.format === 'python/requirements' || file.format === 'python/conda-environment')
      return linkedRequirements(file, byPath);
    if (file.format === 'python/setup-py' || file.format === 'python/pyproject' || file.format === 'python/pipfile')
      return withoutAnswered(file, locks.get(folderOf(file.path)));
    const kind = asksBeside.get(file.format);
    const manifest = kind === undefined ? undefined : manifests.get(`${kind} ${folderOf(file.path)}`);
    return manifest === undefined ? file : withDirect(file, manifest);
  });
}

/** The packages that lockfiles of a folder list, by name. */
function locksIn(files: readonly DependencyFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const locks = new Map<string, Set<string>>();
  for (const { path, format, role, packages } of files) {
    if (role !== 'lockfile' || !format.startsWith('python/')) continue;
    const names = locks.get(folderOf(path)) ?? new Set();
    for (const { purl } of packages) names.add(withoutVersion(purl));
    locks.set(folderOf(path), names);
  }
  return locks;
}

/** What a lockfile beside a manifest answers: what a program asks for, and at which commit a branch stood. */
function withoutAnswered(file: DependencyFile, locked: ReadonlySet<string> | undefined): DependencyFile {
  if (locked === undefined || file.problems === undefined) return file;
  const problems = file.problems.filter(({ kind, purl }) =>
    file.format === 'python/setup-py'
      ? kind !== 'unsupported'
      : kind !== 'unpinned' || purl === undefined || !locked.has(withoutVersion(purl)),
  );
  return { ...file, problems };
}

const asksBeside: ReadonlyMap<string, string> = new Map([
  ['python/poetry-lock', 'pyproject'],
  ['python/pdm-lock', 'pyproject'],
  ['python/pylock', 'pyproject'],
  ['python/pipfile-lock', 'pipfile'],
]);

/** What a manifest says of a package, or of a group: the use that is nearest to production. */
class Asked {
  readonly packages = new Map<string, Pick<ListedPackage, 'scope' | 'group'>>();
  readonly #groups = new Map<string, ListedPackage['scope']>();

  constructor({ packages }: DependencyFile) {
    for (const { purl, scope, group } of packages) {
      // What builds the project is not installed with it.
      if (scope === 'build') continue;
      const name = withoutVersion(purl);
      const known = this.packages.get(name);
      if (known === undefined || (known.scope !== undefined && scope === undefined))
        this.packages.set(name, { ...(scope !== undefined && { scope }), ...(group !== undefined && { group }) });
      if (group !== undefined && !this.#groups.has(group)) this.#groups.set(group, scope);
    }
  }

  /** Of a package that groups of these names want. */
  scopeOf(groups: string, otherwise: ListedPackage['scope']): ListedPackage['scope'] {
    const known = groups.split(' ').filter((group) => this.#groups.has(group));
    const scopes = new Set(known.map((group) => this.#groups.get(group)));
    if (known.length === 0 || scopes.has(undefined)) return otherwise;
    return (['optional', 'test', 'dev'] as const).find((scope) => scopes.has(scope)) ?? otherwise;
  }
}

function withDirect(lock: DependencyFile, manifest: DependencyFile): DependencyFile {
  const asked = new Asked(manifest);
  const packages = withExtras(lock, manifest);
  // A lockfile that says for what each package is there knows it better than its graph does.
  const isTold = lock.packages.some(({ group }) => group !== undefined);
  const direct = packages.map((listed): ListedPackage => {
    const asks = asked.packages.get(withoutVersion(listed.purl));
    const { scope, group, ...rest } = listed;
    if (isTold) {
      const told = group === undefined ? scope : asked.scopeOf(group, scope);
      return {
        ...rest,
        ...(asks !== undefined && { direct: true }),
        ...(told !== undefined && { scope: told }),
        ...(group !== undefined && { group }),
      };
    }
    return asks === undefined ? listed : { ...rest, direct: true, ...asks };
  });
  return { ...lock, packages: isTold ? direct : spreadScopes(direct) };
}

/** With what extras bring in that the project itself wants: `flask[async]`. */
function withExtras(lock: DependencyFile, manifest: DependencyFile): readonly ListedPackage[] {
  // Made by the readers of poetry.lock and pyproject.toml, in these shapes alone.
  const { offered = [] } = (lock.extra ?? {}) as {
    readonly offered?: readonly { readonly from: number; readonly extra: string; readonly to: number }[];
  };
  const { extras = [] } = (manifest.extra ?? {}) as {
    readonly extras?: readonly { readonly name: string; readonly extras: readonly string[] }[];
  };
  if (offered.length === 0 || extras.length === 0) return lock.packages;
  const wanted = new Set(extras.flatMap(({ name, extras: all }) => all.map((extra) => `pkg:pypi/${name} ${extra}`)));
  const packages = [...lock.packages];
  for (const { from, extra, to } of offered) {
    const listed = packages[from];
    if (listed === undefined || from === to || !wanted.has(`${withoutVersion(listed.purl)} ${extra}`)) continue;
    packages[from] = { ...listed, dependsOn: [...new Set([...(listed.dependsOn ?? []), to])].sort((a, b) => a - b) };
  }
  return packages;
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
