import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ProjectReader } from '#declare/project';
import { git } from '#ground/git';
import type { Place } from './place.ts';

/** Larger than any declaration or baseline that a person keeps; what is larger is no such file. */
const maxBytes = 64 * 1024 * 1024;

/**
 * Reads files below a folder of this machine. Links that lead out of it are not followed: what is scanned chose them.
 * Waits in this thread: node:fs/promises takes longer to load than the few files that are read take to read.
 */
export function folderReader(root: string): ProjectReader {
  return {
    async read(path) {
      return readInside(root, path)?.toString('utf8');
    },
    async list(folder) {
      const real = realInside(root, folder);
      if (real === undefined || !statSync(real).isDirectory()) return [];
      return readdirSync(real, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name);
    },
  };
}

/** The bytes of a regular file below `root`; undefined when it is missing, too large, or leads out of it. */
export function readInside(root: string, path: string): Buffer | undefined {
  const real = realInside(root, path);
  const kind = real === undefined ? undefined : statSync(real);
  // Not a FIFO, which would be waited for for ever.
  return real !== undefined && kind?.isFile() === true && kind.size <= maxBytes ? readFileSync(real) : undefined;
}

/** The path without links; undefined when it is missing or leads out of the folder. */
function realInside(root: string, path: string): string | undefined {
  const full = join(root, path);
  if (statSync(full, { throwIfNoEntry: false }) === undefined) return undefined;
  const real = realpathSync(full);
  const inside = relative(realpathSync(root), real);
  return inside === '..' || inside.startsWith(`..${sep}`) ? undefined : real;
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
