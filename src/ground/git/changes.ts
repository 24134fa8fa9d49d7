import { resolve, sep } from 'node:path';
import { GitError } from './error.ts';
import { headOf, type Repository } from './repository.ts';
import { gitSync } from './run.ts';

/** A file that is new or other than it was. */
export interface Change {
  readonly path: string;
  readonly mode: number;
  readonly oid: string;
  /** Of its content before; absent when it is new. */
  readonly oldOid?: string;
}

/** Files whose staged content differs from HEAD. Deleted ones are not among them. Throws GitError. */
export function stagedChanges(repository: Repository): Change[] {
  const head = headOf(repository.workTree).commit;
  const indexFile = indexOfHook(repository);
  const out = gitSync(
    repository.workTree,
    ['diff-index', '--cached', ...rawDiff, head ?? emptyTree, '--'],
    indexFile === undefined ? {} : { indexFile },
  );
  return parseRaw(out.toString('utf8'));
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
 * of their own. Only one that lies with the repository is taken.
 */
export function indexOfHook(repository: Repository): string | undefined {
  const named = process.env['GIT_INDEX_FILE'];
  if (named === undefined || named === '') return undefined;
  const file = resolve(repository.workTree, named);
  return file.startsWith(repository.gitDir + sep) ? file : undefined;
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
