import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { clone, GitError, withoutCredentials } from '#ground/git';
import { makeFolder } from '#ground/places';
import { prepareTour, shopFolder } from './tour.ts';

/** What a start looks at: a folder, and where it comes from. */
export interface Target {
  readonly kind: 'folder' | 'clone' | 'tour';
  /** Absolute. */
  readonly path: string;
  /** For people: what was asked for. */
  readonly name: string;
  /** A clone that could not be made anew, so that an earlier one is looked at: why, and from when it is. */
  readonly stale?: { readonly because: string; readonly since: Date };
}

/** What was asked for cannot be had. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly code: 'no-tour' | 'not-found' | 'not-cloned';
  readonly remedy: string;

  constructor(code: TargetError['code'], message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}

/** True for what git can clone: a URL of a scheme of its own, or `user@host:path` where no such folder is. */
export function isGitUrl(what: string): boolean {
  return /^(https?|ssh|git|file):\/\//.test(what) || (/^[\w.-]+@[\w.-]+:(?!\/\/)/.test(what) && !existsSync(what));
}

/**
 * Finds the folder, makes the tour's copy of the shop, or clones: the only thing here that uses the network, and only
 * because a URL was given. `home` is the data home, where copies and clones are kept.
 *
 * @throws TargetError.
 */
export async function targetOf(what: string | undefined, home: string): Promise<Target> {
  if (what === undefined) return tour(home);
  if (isGitUrl(what)) return cloneOf(what, home);
  const path = resolve(what.replace(/^~(?=\/|$)/, homedir()));
  if (!existsSync(path))
    throw new TargetError(
      'not-found',
      `there is no ${path}`,
      'check the spelling; without a path, npm start shows the tour',
    );
  return { kind: 'folder', path, name: what };
}

function tour(home: string): Target {
  if (!existsSync(shopFolder))
    throw new TargetError(
      'no-tour',
      'the shop of the tour is not part of this installation',
      'name a folder: selvedge start PATH',
    );
  makePlace(join(home, 'tour'));
  return { kind: 'tour', path: prepareTour(join(home, 'tour', 'shop')), name: 'examples/shop' };
}

/** Anew at each start: what lies at the URL now is what was asked about. When that fails, the clone of the last start is better than nothing. */
async function cloneOf(url: string, home: string): Promise<Target> {
  const folder = join(home, 'clones');
  const name = basename(url.replace(/[/\\]+$/, ''), '.git').replaceAll(/[^\w.-]/g, '') || 'repository';
  const path = join(folder, `${name}-${createHash('sha256').update(url).digest('hex').slice(0, 12)}`);
  const shown = withoutCredentials(url);
  const fresh = `${path}.new`;
  makePlace(folder);
  rmSync(fresh, { recursive: true, force: true });
  try {
    await clone(url, fresh, { depth: 1 });
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!(error instanceof GitError)) throw error;
    const because = error.message.split('\n')[0]?.replaceAll(url, shown) ?? '';
    const since = statSync(path, { throwIfNoEntry: false })?.mtime;
    if (since !== undefined) return { kind: 'clone', path, name: shown, stale: { because, since } };
    throw new TargetError(
      'not-cloned',
      `${shown} could not be cloned: ${because}`,
      'check the address and the network; what asks for a password is to be cloned by hand, and its folder named here',
      { cause: error },
    );
  }
  rmSync(path, { recursive: true, force: true });
  renameSync(fresh, path);
  return { kind: 'clone', path, name: shown };
}

/** For this user alone; the data home above it is passed through by the database's account. */
function makePlace(path: string): void {
  makeFolder(dirname(path), 0o711);
  makeFolder(path);
}
