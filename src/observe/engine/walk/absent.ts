import type { NotLookedAt } from '#ground/model';
import { statOf } from '../read/file-reader.ts';
import type { Patterns } from './rules.ts';

/**
 * Tracked files that do not stand in the work tree, where git was told not to look (a sparse checkout, `skip-worktree`,
 * `assume-unchanged`): nothing else would say that they are missing. Those of a missing folder are told together. What
 * somebody deleted is none: git says that itself.
 */
export function absentGaps(root: string, unwatched: readonly string[], exclude: Patterns): NotLookedAt[] {
  const folders = new Map<string, boolean>();
  const isFolder = (path: string): boolean => {
    const known = folders.get(path) ?? statOf(`${root}/${path}`)?.isDirectory() === true;
    folders.set(path, known);
    return known;
  };
  const missing = new Map<string, number>();
  for (const path of unwatched) {
    const above = foldersAbove(path);
    if (exclude.match(path, false)?.ignored === true || above.some((folder) => exclude.match(folder, true)?.ignored))
      continue;
    const gone = above.find((folder) => !isFolder(folder));
    if (gone !== undefined) missing.set(`${gone}/`, (missing.get(`${gone}/`) ?? 0) + 1);
    else if (statOf(`${root}/${path}`) === undefined) missing.set(path, 1);
  }
  return [...missing].map(([path, count]) => ({
    path,
    reason: 'missing-data',
    detail: `${count === 1 ? 'a tracked file' : `${count} tracked files`} that git was told to leave out of the work tree`,
    expected: false,
  }));
}

/** From the topmost down. */
function foldersAbove(path: string): string[] {
  const above: string[] = [];
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1))
    above.push(path.slice(0, slash));
  return above;
}
