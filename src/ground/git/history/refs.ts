import { join } from 'node:path';
import { GitError } from '../error.ts';
import { headOf, readText, type Repository } from '../repository.ts';
import { namesIn } from '../packs/pack-files.ts';
import { git, resolveCommit } from '../run.ts';

/** A name for an object from which history is reached. */
export interface Ref {
  readonly name: string;
  readonly oid: string;
}

export interface Refs {
  readonly refs: readonly Ref[];
  /** The commit that is checked out; absent before the first. */
  readonly head?: string;
  /** What git says of refs that it cannot read. */
  readonly gaps: readonly string[];
}

const largestReflog = 64 * 1024 * 1024;

/**
 * All that keeps history: every ref (branches, tags, remotes, notes, stash), HEAD, that of every linked work tree, and all
 * earlier stashes, which only the reflog of refs/stash still knows.
 */
export async function readRefs(repository: Repository): Promise<Refs> {
  const refs: Ref[] = [];
  const gaps: string[] = [];
  const head = await headCommit(repository);
  if (head !== undefined) refs.push({ name: 'HEAD', oid: head });
  try {
    const out = await git(repository.workTree, ['for-each-ref', '--format=%(objectname) %(refname)']);
    for (const line of out.toString('utf8').split('\n')) {
      const match = /^([0-9a-f]{40,64}) (.+)$/.exec(line);
      if (match !== null) refs.push({ oid: match[1]!, name: match[2]! });
    }
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    gaps.push(error.message);
  }
  refs.push(...headsOfWorkTrees(repository), ...stashes(repository, gaps));
  return { refs, gaps, ...(head === undefined ? {} : { head }) };
}

/** Where refs lie in tables, git is asked. */
async function headCommit({ workTree }: Repository): Promise<string | undefined> {
  const { commit } = headOf(workTree);
  if (commit !== undefined) return commit;
  try {
    return await resolveCommit(workTree, 'HEAD');
  } catch (error) {
    if (error instanceof GitError && error.code === 'bad-revision') return undefined;
    throw error;
  }
}

function headsOfWorkTrees({ commonDir }: Repository): Ref[] {
  return namesIn(join(commonDir, 'worktrees')).flatMap((name) => {
    const oid = /^([0-9a-f]{40,64})\s*$/.exec(readText(join(commonDir, 'worktrees', name, 'HEAD')) ?? '')?.[1];
    return oid === undefined ? [] : [{ name: `worktrees/${name}/HEAD`, oid }];
  });
}

/** gitrepository-layout(5), "logs": `OLD NEW WHO WHEN TAB WHAT`, one a line. */
function stashes({ commonDir }: Repository, gaps: string[]): Ref[] {
  const file = join(commonDir, 'logs/refs/stash');
  const log = readText(file, largestReflog);
  if (log === undefined) return [];
  const lines = log.split('\n').filter((line) => line !== '');
  const oids = lines.map((line) => /^[0-9a-f]{40,64} ([0-9a-f]{40,64}) /.exec(line)?.[1]);
  if (oids.includes(undefined)) gaps.push('the reflog of refs/stash has lines that are none');
  return oids.flatMap((oid, i) => (oid === undefined ? [] : [{ name: `stash@{${lines.length - 1 - i}}`, oid }]));
}
