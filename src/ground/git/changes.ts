import { existsSync, realpathSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { Change } from './change.ts';
import { GitError } from './error.ts';
import { headOf, type Repository } from './repository.ts';
import { gitSync } from './run.ts';
import { stagedWithoutGit } from './staged.ts';

/** Files whose staged content differs from HEAD. Deleted ones are not among them. Throws GitError. */
export function stagedChanges(repository: Repository): Change[] {
  const indexFile = indexOfHook(repository);
  return stagedWithoutGit(repository, indexFile) ?? stagedByGit(repository, indexFile);
}

function stagedByGit(repository: Repository, indexFile: string | undefined): Change[] {
  const unborn = existsSync(join(repository.commonDir, 'reftable')) ? 'HEAD' : emptyTree;
  const head = headOf(repository.workTree).commit ?? unborn;
  const from = indexFile === undefined ? {} : { indexFile };
  return parseRaw(
    gitSync(repository.workTree, ['diff-index', '--cached', ...rawDiff, head, '--'], from).toString('utf8'),
  );
}

/** Files that differ between two commits, as they are in the second. Throws GitError. */
export function changesBetween(repository: Repository, from: string, to: string): Change[] {
  return parseRaw(gitSync(repository.workTree, ['diff-tree', '-r', ...rawDiff, from, to, '--']).toString('utf8'));
}

/** Where two lines of history parted. Throws GitError `bad-revision` when they share none that is here. */
export function mergeBase(repository: Repository, a: string, b: string): string {
  const oid =
    gitSync(repository.workTree, ['merge-base', a, b], { allowFailure: true })
      .toString('latin1')
      .trim()
      .split('\n')[0] ?? '';
  if (!/^[0-9a-f]{40,64}$/.test(oid))
    throw new GitError(
      'bad-revision',
      `${a.slice(0, 12)} and ${b.slice(0, 12)} have no common ancestor here; a shallow clone must be deepened first`,
    );
  return oid;
}

/**
 * The index that git names in GIT_INDEX_FILE while it runs a hook: `git commit FILE` and `git commit -a` stage into one
 * of their own. Only one that lies with the repository is read. Throws GitError `not-allowed` for any other, as it does for
 * another repository in GIT_DIR: what is committed would not be what is looked at.
 */
export function indexOfHook(repository: Repository): string | undefined {
  const folder = process.env['GIT_DIR'];
  if (
    folder !== undefined &&
    folder !== '' &&
    realOf(resolve(repository.workTree, folder)) !== realOf(repository.gitDir)
  )
    throw new GitError(
      'not-allowed',
      `GIT_DIR names ${folder}, and ${repository.workTree} belongs to another repository\nrun the scan where the commit is made, without GIT_DIR`,
    );
  const named = process.env['GIT_INDEX_FILE'];
  if (named === undefined || named === '') return undefined;
  const file = resolve(repository.workTree, named);
  if (file.startsWith(repository.gitDir + sep)) return file;
  throw new GitError(
    'not-allowed',
    `GIT_INDEX_FILE names ${named}, which lies outside of the repository\nstage into its own index, or scan the folder`,
  );
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

const rawDiff = ['--raw', '-z', '--no-renames', '--no-abbrev', '--diff-filter=ACMRT'];
/** git knows it without having it. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** git-diff(1), "Raw output format": `:oldmode newmode oldoid newoid status NUL path NUL`. */
function parseRaw(text: string): Change[] {
  const fields = text.split('\0');
  const changes: Change[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const match = /^:\d{6} (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*$/.exec(fields[i]!);
    if (match === null) throw new GitError('malformed', 'git printed a difference that is not understood');
    const [, mode, old, oid] = match;
    changes.push({
      path: fields[i + 1]!,
      mode: Number.parseInt(mode!, 8),
      oid: oid!,
      ...(/^0+$/.test(old!) ? {} : { oldOid: old! }),
    });
  }
  return changes;
}
