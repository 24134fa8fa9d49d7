import type { DependencyFile, FileFacts } from '#ground/model';
import type { UsageFacts } from '../facts.ts';

/**
 * The code that a lockfile is for: what lies below its folder, without the folders that have a lockfile of the same ecosystem for
 * themselves. Where none lies there (requirements in a folder of their own), all of the project's.
 */
export function codeBeside(
  file: DependencyFile,
  inventory: readonly DependencyFile[],
  files: readonly FileFacts<UsageFacts>[],
  unread: readonly string[],
): { files: readonly FileFacts<UsageFacts>[]; unread: readonly string[] } {
  const ecosystem = ecosystemOf(file);
  if (!bound.has(ecosystem)) return { files, unread };
  const here = folderOf(file.path);
  const others = inventory
    .filter((other) => other !== file && other.role === 'lockfile' && ecosystemOf(other) === ecosystem)
    .map((other) => folderOf(other.path))
    .filter((folder) => folder !== here && folder.startsWith(here));
  const isHere = (path: string) => path.startsWith(here) && !others.some((folder) => path.startsWith(folder));
  const beside = files.filter(({ path }) => isHere(path));
  const hasCode = beside.some(({ facts }) => facts.language !== 'words');
  return hasCode ? { files: beside, unread: unread.filter(isHere) } : { files, unread };
}

/** Ecosystems whose tools look for packages from a file's folder upwards. */
const bound: ReadonlySet<string> = new Set(['npm', 'golang', 'cargo']);

function ecosystemOf({ packages }: DependencyFile): string {
  return /^pkg:([a-z]+)\//.exec(packages[0]?.purl ?? '')?.[1] ?? '';
}

/** With a slash at its end; '' for the root. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
