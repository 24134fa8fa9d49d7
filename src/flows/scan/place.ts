import { statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { findRepository, type Repository } from '#ground/git';
import { ScanRequestError } from './error.ts';

/** Where a scan takes place. */
export interface Place {
  /** The project's folder, absolute: selvedge.yaml lies in it, and paths are relative to it. */
  readonly root: string;
  /** The part of it that was asked for, relative and with `/`; absent: all of it. */
  readonly part?: string;
  /** Absent: the folder is in no git repository. */
  readonly repository?: Repository;
}

/**
 * The project that `path` (absolute, a folder or a file) lies in: the nearest folder upwards that has a selvedge.yaml, as
 * far as the repository reaches; without one the repository's folder for a change (`wholeRepository`), otherwise the
 * folder itself, so that a folder of examples can be looked at as what it is.
 */
export function placeOf(path: string, wholeRepository: boolean): Place {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind === undefined) throw new ScanRequestError('not-found', `there is no ${path}`);
  const folder = kind.isDirectory() ? path : dirname(path);
  const repository = findRepository(folder);
  const top = repository?.workTree ?? folder;
  const declared = nearestDeclared(folder, top);
  const root = wholeRepository ? top : (declared ?? folder);
  const part = relative(root, path).split(sep).join('/');
  return {
    root,
    ...(part === '' || wholeRepository ? {} : { part }),
    ...(repository === undefined ? {} : { repository }),
  };
}

export function nameOf(place: Place): string {
  return basename(place.root);
}

function nearestDeclared(folder: string, top: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (statSync(join(at, 'selvedge.yaml'), { throwIfNoEntry: false })?.isFile() === true) return at;
    if (at === top || at === dirname(at)) return undefined;
  }
}

/** A path of the project as its work tree has it; git's paths are relative to that. */
export function inWorkTree({ root, repository }: Place, path: string): string {
  const prefix = repository === undefined ? '' : relative(repository.workTree, root).split(sep).join('/');
  return prefix === '' ? path : `${prefix}/${path}`;
}
