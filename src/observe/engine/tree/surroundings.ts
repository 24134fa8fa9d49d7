import { realpathSync, statSync } from 'node:fs';
import { hash } from 'node:crypto';
import { join, relative, sep } from 'node:path';
import { findRepository, foldsCase, GitError, readIndex, type Repository } from '#ground/git';
import type { NotLookedAt } from '#ground/model';
import { ScanError } from '../request.ts';
import { identityAt, Rules } from '../walk/rules.ts';
import { Tracked } from '../walk/tracked.ts';

/** What holds in a folder without standing in it: its repository, and the ignore files above. */
export interface Surroundings {
  /** Absolute, links resolved. */
  readonly root: string;
  readonly repository: Repository | undefined;
  /** The root as seen from the top of the work tree, with a slash at the end, or ''. */
  readonly prefix: string;
  readonly rules: Rules | undefined;
  /** Read when first asked: a folder in which nothing changed needs no index. */
  readonly tracked: () => Tracked;
  /** Of the identities of all this: the same context, the same choice of files. */
  readonly context: string;
  /** An index that cannot be read: then ignored files that are tracked are missed. */
  readonly gaps: NotLookedAt[];
}

/** Throws ScanError `no-such-folder`. */
export function surroundingsOf(given: string, settings: unknown): Surroundings {
  const root = realFolder(given);
  const repository = findRepository(root);
  const gaps: NotLookedAt[] = [];
  if (repository === undefined)
    return {
      root,
      repository,
      prefix: '',
      rules: undefined,
      tracked: () => Tracked.none,
      context: contextOf([settings]),
      gaps,
    };

  const inner = relative(repository.workTree, root).split(sep).filter(Boolean);
  const prefix = inner.map((name) => `${name}/`).join('');
  const { rules, files, isIgnored } = rulesAbove(repository, inner);
  const index = join(repository.gitDir, 'index');
  const context = contextOf([settings, prefix, isIgnored, ...[index, ...files].map(identityAt)]);
  // Somebody who names an ignored folder wants it scanned.
  if (isIgnored) return { root, repository, prefix: '', rules: undefined, tracked: () => Tracked.none, context, gaps };
  let tracked: Tracked | undefined;
  return {
    root,
    repository,
    prefix,
    rules,
    tracked: () => (tracked ??= trackedIn(repository, prefix, gaps)),
    context,
    gaps,
  };
}

function trackedIn(repository: Repository, prefix: string, gaps: NotLookedAt[]): Tracked {
  try {
    return new Tracked(readIndex(repository), prefix, foldsCase(repository));
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    gaps.push({
      reason: 'parse-failed',
      detail: `what git tracks is not known: ${error.message}`.slice(0, 500),
      expected: false,
    });
    return Tracked.none;
  }
}

/** .git/info/exclude and the ignore files of the folders between the top and the root. */
function rulesAbove(
  repository: Repository,
  inner: readonly string[],
): { rules: Rules; files: string[]; isIgnored: boolean } {
  const files = [join(repository.commonDir, 'info/exclude')];
  let rules = new Rules(undefined, files[0]!, '', '.git/info/exclude');
  let isIgnored = false;
  for (const [depth, name] of inner.entries()) {
    const base = inner.slice(0, depth).join('/');
    const file = join(repository.workTree, base, '.gitignore');
    files.push(file);
    rules = new Rules(rules, file, base, base === '' ? '.gitignore' : `${base}/.gitignore`);
    isIgnored ||= rules.match(base === '' ? name : `${base}/${name}`, true)?.ignored === true;
  }
  return { rules, files, isIgnored };
}

function contextOf(parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex');
}

function realFolder(given: string): string {
  try {
    const root = realpathSync(given);
    if (statSync(root).isDirectory()) return root;
  } catch (error) {
    throw new ScanError('no-such-folder', `${given} cannot be opened`, { cause: error });
  }
  throw new ScanError('no-such-folder', `${given} is not a folder`);
}
