import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readDependencyFile, readersOf, ReadFailure } from '#ground/inventory';

/** OSV's names of the ecosystems that files below a folder speak of, by the files' names alone. */
export function ecosystemsIn(root: string): string[] {
  const found = new Set<string>();
  for (const path of dependencyFiles(root)) {
    for (const { format } of readersOf(path)) {
      const ecosystem = ecosystems.get(format.slice(0, format.indexOf('/')));
      if (ecosystem !== undefined) found.add(ecosystem);
    }
  }
  return [...found].sort();
}

/** Package URLs that the files below a folder list: what a source is told that is asked by package. What cannot be read is passed over. */
export function packagesIn(root: string): string[] {
  const found = new Set<string>();
  for (const path of dependencyFiles(root)) {
    const full = join(root, path);
    if (statSync(full).size > mostBytes) continue;
    try {
      const file = readDependencyFile({ path, bytes: readFileSync(full) }, performance.now() + 10_000);
      for (const { purl, source } of file?.packages ?? []) if (source === undefined) found.add(purl);
    } catch (error) {
      if (!(error instanceof ReadFailure)) throw error;
    }
  }
  return [...found].sort();
}

const mostBytes = 100 * 1024 * 1024;
const mostFiles = 500_000;

/** By the folder of a reader. Operating systems' packages say by their contents which distribution they are of. */
const ecosystems: ReadonlyMap<string, string> = new Map([
  ['npm', 'npm'],
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
