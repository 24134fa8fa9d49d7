import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { linkFiles, readDependencyFile, readersOf, ReadFailure } from '#ground/inventory';
import type { DependencyFile, ListedPackage } from '#ground/model';
import { osvEcosystemOf, parsePurl, PurlError } from '#ground/packages';

/**
 * OSV's names of the ecosystems that files below a folder speak of: by the files' names where these tell, by their contents for what may speak of
 * any (SBOMs, a distribution's packages).
 */
export function ecosystemsIn(root: string): string[] {
  const found = new Set<string>();
  const telling: DependencyFile[] = [];
  for (const path of dependencyFiles(root)) {
    const kinds = readersOf(path).map(({ format }) => format.slice(0, format.indexOf('/')));
    for (const kind of kinds) {
      const ecosystem = ecosystems.get(kind);
      if (ecosystem !== undefined) found.add(ecosystem);
    }
    const file = kinds.some((kind) => ofAny.has(kind)) ? read(root, path) : undefined;
    if (file !== undefined) telling.push(file);
  }
  // Which distribution packages are of, another file says.
  for (const { packages } of linkFiles(telling)) for (const one of ecosystemsOf(packages)) found.add(one);
  return [...found].sort();
}

function ecosystemsOf(packages: readonly ListedPackage[]): Set<string> {
  const found = new Set<string>();
  for (const { purl } of packages) {
    const parsed = parsePurl(purl);
    const ecosystem = parsed instanceof PurlError ? undefined : osvEcosystemOf(parsed.type, parsed.namespace);
    if (ecosystem !== undefined) found.add(ecosystem);
  }
  return found;
}

/** Package URLs that the files below a folder list: what a source is told that is asked by package. */
export function packagesIn(root: string): string[] {
  const files = [...dependencyFiles(root)].map((path) => read(root, path)).filter((file) => file !== undefined);
  const found = linkFiles(files).flatMap(({ packages }) => packages.filter(({ source }) => source === undefined));
  return [...new Set(found.map(({ purl }) => purl))].sort();
}

/** Nothing of what cannot be read: a scan says so, and where. */
function read(root: string, path: string): DependencyFile | undefined {
  const full = join(root, path);
  try {
    if (statSync(full).size > mostBytes) return undefined;
    return readDependencyFile({ path, bytes: readFileSync(full) }, performance.now() + 10_000);
  } catch (error) {
    if (error instanceof ReadFailure || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}

const mostBytes = 100 * 1024 * 1024;
const mostFiles = 500_000;

const ofAny = new Set(['os', 'sbom']);

/** By the folder of a reader. */
const ecosystems: ReadonlyMap<string, string> = new Map([
  ['npm', 'npm'],
  ['deno', 'npm'],
  ['python', 'PyPI'],
  ['go', 'Go'],
  ['cargo', 'crates.io'],
  ['maven', 'Maven'],
  ['gradle', 'Maven'],
  ['ruby', 'RubyGems'],
  ['php', 'Packagist'],
  ['dotnet', 'NuGet'],
  ['elixir', 'Hex'],
  ['dart', 'Pub'],
  ['swift', 'SwiftURL'],
  ['actions', 'GitHub Actions'],
  ['haskell', 'Hackage'],
  ['conan', 'ConanCenter'],
  ['r', 'CRAN'],
]);

/** Relative, with `/`. What is installed is left alone: the files beside it say what it is; links are not followed. */
function* dependencyFiles(root: string): Generator<string> {
  const folders = [''];
  let seen = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
      seen += 1;
      if (seen > mostFiles) return;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!installed.has(entry.name)) folders.push(path);
      } else if (entry.isFile() && readersOf(path).length > 0) yield path;
    }
  }
}

const installed = new Set(['.git', 'node_modules', '.venv', '__pycache__', 'site-packages']);

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
