import type { DependencyFile, DependencyFileProblem, Json, ListedPackage } from '#ground/model';
import { orderOf, parsePurl, PurlError, withoutVersion } from '#ground/packages';
import { folderOf, joined } from '../../paths.ts';
import type { Replacement } from './go-mod.ts';
import { goPurl, isFolder } from './module.ts';

/**
 * go.sum gives its checksums to the go.mod beside it, and is told of where they disagree; to a module of Go before 1.17, which does not name
 * all that it needs, it also gives what else was downloaded. go.work replaces modules in those that it uses.
 */
export function linkGo(files: readonly DependencyFile[]): readonly DependencyFile[] {
  const of = (format: string) =>
    new Map(files.flatMap((file) => (file.format === format ? [[folderOf(file.path), file] as const] : [])));
  const [modules, sums] = [of('go/go-mod'), of('go/go-sum')];
  const replaced = new Map<string, readonly Replacement[]>();
  const linked = files.map((file) => (file.format === 'go/go-work' ? linkedWork(file, modules, replaced) : file));
  return linked.map((file) => {
    const sum = sums.get(folderOf(file.path));
    if (file.format === 'go/go-mod')
      return linkedModule(withReplacements(file, replaced.get(folderOf(file.path)) ?? []), sum);
    // What stands in it stands in the module's list too.
    return file.format === 'go/go-sum' && modules.has(folderOf(file.path)) ? { ...file, packages: [] } : file;
  });
}

function linkedModule(module: DependencyFile, sum: DependencyFile | undefined): DependencyFile {
  if (sum === undefined) return module;
  const hashes = new Map(sum.packages.map(({ purl, integrity }) => [purl, integrity]));
  const names = new Set(sum.packages.map(({ purl }) => withoutVersion(purl)));
  const problems: DependencyFileProblem[] = [...(module.problems ?? [])];
  const packages: ListedPackage[] = module.packages.map((listed) => {
    const integrity = hashes.get(listed.purl);
    if (integrity !== undefined) return { ...listed, integrity };
    // Only another version of it was downloaded: go.sum is of another time.
    if (names.has(withoutVersion(listed.purl)) && listed.source === undefined)
      problems.push({
        kind: 'unresolved',
        line: listed.line,
        detail: 'go.sum has no checksum for this version, but has one for another: run go mod tidy.',
        purl: listed.purl,
      });
    return listed;
  });
  return {
    ...module,
    packages: isPruned(module.extra) ? packages : [...packages, ...unnamed(packages, sum)],
    ...(problems.length > 0 && { problems: problems.slice(0, 1000) }),
  };
}

/** Since Go 1.17, go.mod names the modules of all packages that are built (Go modules reference, "Module graph pruning"). */
function isPruned(extra: Json | undefined): boolean {
  // Made by the reader of go.mod, in this shape alone.
  const { go = '1.16' } = (extra ?? {}) as { readonly go?: string };
  const [major = 0, minor = 0] = go.split('.').map(Number);
  return major > 1 || minor >= 17;
}

/** What else was downloaded whole, each module in its highest version, as minimal version selection would have it. */
function unnamed(named: readonly ListedPackage[], sum: DependencyFile): readonly ListedPackage[] {
  const order = orderOf('golang');
  const known = new Set(
    named.map(({ purl, constraint }) =>
      constraint === undefined ? withoutVersion(purl) : goPurl(constraint.split(' ')[0] ?? ''),
    ),
  );
  const highest = new Map<string, ListedPackage>();
  for (const listed of sum.packages) {
    const name = withoutVersion(listed.purl);
    const other = highest.get(name);
    if (known.has(name)) continue;
    if (other === undefined || (order !== undefined && order.compare(versionOf(listed), versionOf(other)) > 0))
      highest.set(name, listed);
  }
  return [...highest.values()].map(({ purl, integrity }) => ({
    purl,
    line: 1,
    ...(integrity !== undefined && { integrity }),
  }));
}

function versionOf({ purl }: ListedPackage): string {
  const parsed = parsePurl(purl);
  return parsed instanceof PurlError ? '' : (parsed.version ?? '');
}

interface WorkExtra {
  readonly uses: readonly { readonly path: string; readonly line: number }[];
  readonly replaced: readonly Replacement[];
}

function linkedWork(
  work: DependencyFile,
  modules: ReadonlyMap<string, DependencyFile>,
  replaced: Map<string, readonly Replacement[]>,
): DependencyFile {
  // Made by the reader of go.work, in this shape alone.
  const { uses = [], replaced: all = [] } = (work.extra ?? {}) as Partial<WorkExtra>;
  const problems = [...(work.problems ?? [])];
  for (const { path, line } of uses) {
    const folder = joined(work.path, path);
    if (folder === undefined || !modules.has(folder))
      problems.push({ kind: 'missing-file', line, detail: `It uses ${path}, where there is no go.mod.` });
    else replaced.set(folder, all);
  }
  return { ...work, ...(problems.length > 0 && { problems }) };
}

function withReplacements(module: DependencyFile, replacements: readonly Replacement[]): DependencyFile {
  if (replacements.length === 0) return module;
  const by = new Map(replacements.map((replacement) => [goPurl(replacement.path, replacement.version), replacement]));
  const packages = module.packages.map((listed): ListedPackage => {
    const replacement = by.get(listed.purl) ?? by.get(withoutVersion(listed.purl));
    if (replacement === undefined) return listed;
    const isLocal = isFolder(replacement.by);
    return {
      ...listed,
      purl: isLocal ? withoutVersion(listed.purl) : goPurl(replacement.by, replacement.byVersion),
      ...(isLocal && { source: replacement.by }),
    };
  });
  return { ...module, packages };
}
