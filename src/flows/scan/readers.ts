import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ProjectReader } from '#declare/project';
import { git } from '#ground/git';
import type { Place } from './place.ts';

/** Larger than any declaration or baseline that a person keeps; what is larger is read as missing nothing but memory. */
const maxBytes = 64 * 1024 * 1024;

/** Reads files below a folder of this machine. Links that lead out of it are not followed: what is scanned chose them. */
export function folderReader(root: string): ProjectReader {
  return {
    async read(path) {
      const full = join(root, path);
      if (!(await isInside(root, full))) return undefined;
      const kind = await lstat(await realpath(full));
      return kind.isFile() && kind.size <= maxBytes ? readFile(full, 'utf8') : undefined;
    },
    async list(folder) {
      const full = join(root, folder);
      if (!(await isInside(root, full))) return [];
      const entries = await readdir(full, { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
  };
}

async function isInside(root: string, full: string): Promise<boolean> {
  try {
    const real = relative(await realpath(root), await realpath(full));
    return real !== '..' && !real.startsWith(`..${sep}`);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ELOOP')
  );
}

/** Reads files as a commit has them. */
export function revisionReader(place: Place, commit: string): ProjectReader {
  const prefix =
    place.repository === undefined ? '' : relative(place.repository.workTree, place.root).split(sep).join('/');
  const inTree = (path: string): string => (prefix === '' ? path : `${prefix}/${path}`);
  return {
    async read(path) {
      const out = await git(place.root, ['ls-tree', '-z', commit, '--', inTree(path)], { maxBytes });
      const oid = /^100\d{3} blob ([0-9a-f]+)\t/.exec(out.toString())?.[1];
      return oid === undefined
        ? undefined
        : (await git(place.root, ['cat-file', 'blob', oid], { maxBytes })).toString();
    },
    async list(folder) {
      const out = await git(place.root, ['ls-tree', '-z', commit, '--', inTree(folder)], { maxBytes });
      return out
        .toString()
        .split('\0')
        .flatMap((entry) => /^100\d{3} blob [0-9a-f]+\t(?:.*\/)?([^/]+)$/.exec(entry)?.[1] ?? []);
    },
  };
}
