import { chmodSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { makeFolder } from '#ground/places';
import { ScanRequestError } from './error.ts';

/**
 * Writes a file whole or not at all: beside its place first, then renamed, so that a link in its place is replaced and
 * not followed. A path below `root` must not leave it through a folder that is a link: what is scanned chose that link.
 * Throws ScanRequestError `leads-out`.
 */
export function replaceFile(root: string, path: string, text: string, mode?: number): void {
  const folder = dirname(path);
  if (isBelow(root, path) && !isBelow(realpathSync(root), join(realFolder(folder), basename(path)))) {
    throw new ScanRequestError('leads-out', `${path} leads out of ${root} through a link`, {
      remedy: 'remove the link, or name another file',
    });
  }
  makeFolder(folder, 0o755);
  const fresh = join(folder, `.${basename(path)}.${process.pid}.new`);
  try {
    writeFileSync(fresh, text, { flag: 'wx' });
    if (mode !== undefined) chmodSync(fresh, mode);
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

/** `path` as a path below `root` with `/`, links on the way to its folder resolved on both sides; undefined when it lies elsewhere. */
export function pathBelow(root: string, path: string): string | undefined {
  const real = join(realFolder(dirname(path)), basename(path));
  const inside = relative(realpathSync(root), real);
  return isBelow(realpathSync(root), real) ? inside.split(sep).join('/') : undefined;
}

function isBelow(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && inside !== path;
}

/** The folder without links; of one that does not exist yet, its nearest ancestor without links and the rest as named. */
function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    const parent = dirname(folder);
    return parent === folder ? folder : join(realFolder(parent), basename(folder));
  }
}
