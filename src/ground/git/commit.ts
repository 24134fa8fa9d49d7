import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GitError } from './error.ts';
import { findRepository, type Repository } from './repository.ts';
import { childProcess, collect, failure, git, gitSync } from './run.ts';
import { overriding, safeEnvironment, safePath } from './safe.ts';

/** Who stands in a commit as its author. */
export interface Signature {
  readonly name: string;
  readonly email: string;
}

export interface NewBranch {
  /** Without `refs/heads/`. Must not be there yet. */
  readonly branch: string;
  /** The commit that it begins at, by its whole id. */
  readonly parent: string;
  /** In order, each upon the one before. */
  readonly commits: readonly NewCommit[];
  readonly author: Signature;
}

export interface NewCommit {
  readonly message: string;
  /** Paths from the work tree's top, with the whole new content. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A file of a commit. */
export interface TreeFile {
  readonly path: string;
  /** 0o100644, 0o100755 or 0o120000. */
  readonly mode: number;
  readonly oid: string;
}

/**
 * Makes a branch with commits of new contents. Writes objects and the ref alone: neither the work tree nor the index is touched, and no hook or
 * filter runs. Gives the id of the last commit. Throws GitError, `not-allowed` when the branch is there already.
 */
export async function commitOnBranch(root: string, { branch, parent, commits, author }: NewBranch): Promise<string> {
  const repository = findRepository(root);
  if (repository === undefined) throw new GitError('not-a-repository', `${root} is not in a git repository`);
  refuseName(branch);
  const ref = `refs/heads/${branch}`;
  const there = await git(root, ['rev-parse', '--verify', '--quiet', ref], { allowFailure: true, maxBytes: 4096 });
  if (there.length > 0)
    throw new GitError('not-allowed', `there is a branch ${branch} already\nname another with --branch, or delete it`);
  let oid = parent;
  for (const commit of commits) oid = await commitOn(repository, oid, commit, author);
  await write(repository, ['update-ref', '-m', 'selvedge', ref, oid, '0'.repeat(oid.length)]);
  return oid;
}

/** The regular files and links of a commit, in order. Throws GitError. */
export function filesOfCommit(repository: Repository, commit: string): TreeFile[] {
  const out = gitSync(repository.workTree, ['ls-tree', '-r', '-z', '--full-tree', commit]).toString('utf8');
  return out.split('\0').flatMap((line) => {
    const parts = /^(100644|100755|120000) blob ([0-9a-f]{40,64})\t(.+)$/s.exec(line);
    return parts === null ? [] : [{ mode: Number.parseInt(parts[1]!, 8), oid: parts[2]!, path: parts[3]! }];
  });
}

/**
 * Who the person is to git: the environment, the repository's own configuration, then their own. `includeIf` and the like are not followed. A name
 * of the program's where nobody said anything.
 */
export async function personOf(root: string, environment: NodeJS.ProcessEnv = process.env): Promise<Signature> {
  const said = async (variable: string, key: string): Promise<string | undefined> => {
    const named = environment[variable];
    if (named !== undefined && named !== '') return named;
    const own = (await git(root, ['config', '--get', key], { allowFailure: true, maxBytes: 4096 })).toString().trim();
    return own === '' ? inHome(key, environment) : own;
  };
  const name = (await said('GIT_AUTHOR_NAME', 'user.name')) ?? 'Selvedge';
  const email = (await said('GIT_AUTHOR_EMAIL', 'user.email')) ?? 'selvedge@localhost';
  return { name: plain(name), email: plain(email) };
}

/** Of the plain sections of the person's own file. */
function inHome(key: string, environment: NodeJS.ProcessEnv): string | undefined {
  const home = environment['HOME'] ?? homedir();
  const files = [join(home, '.gitconfig'), join(environment['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'git/config')];
  const [section = '', name = ''] = key.split('.');
  for (const file of files) {
    let isInside = false;
    for (const line of read(file).split('\n')) {
      const opened = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
      if (opened !== undefined) isInside = opened.trim().toLowerCase() === section;
      const value = /^\s*([A-Za-z]+)\s*=\s*(.*?)\s*$/.exec(line);
      if (isInside && value?.[1]?.toLowerCase() === name) return value[2]?.replace(/^"(.*)"$/, '$1');
    }
  }
  return undefined;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(0, 1024 * 1024);
  } catch {
    return '';
  }
}

/** git's own words for what a name may not hold. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters would end the header early
  return text.replace(/[\u0000-\u001f<>]/g, '').slice(0, 200);
}

/** git-check-ref-format(1). */
function refuseName(branch: string): void {
  const isGood =
    branch.length <= 200 &&
    /^[A-Za-z0-9][\w./+@-]*$/.test(branch) &&
    !/\.\.|@\{|\/\/|\.lock(?:\/|$)|\/\.|\.$|\/$/.test(branch);
  if (!isGood) throw new GitError('bad-revision', `${JSON.stringify(branch)} is no name for a branch`);
}

async function commitOn(
  repository: Repository,
  parent: string,
  { message, files }: NewCommit,
  author: Signature,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-index-'));
  const indexFile = join(folder, 'index');
  try {
    await write(repository, ['read-tree', parent], { indexFile });
    const modes = new Map(filesOfCommit(repository, parent).map(({ path, mode }) => [path, mode]));
    const lines: string[] = [];
    for (const [path, bytes] of files) {
      const mode = modes.get(path) ?? 0o100644;
      if (mode === 0o120000) throw new GitError('not-allowed', `${path} is a symbolic link, and stays one`);
      const oid = await write(repository, ['hash-object', '-w', '--no-filters', '--stdin'], { input: bytes });
      lines.push(`${mode.toString(8)} ${oid}\t${path}\0`);
    }
    await write(repository, ['update-index', '-z', '--index-info'], { indexFile, input: lines.join('') });
    const tree = await write(repository, ['write-tree'], { indexFile });
    return await write(repository, ['commit-tree', tree, '-p', parent, '-F', '-'], { input: message, author });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface WriteOptions {
  readonly indexFile?: string;
  readonly input?: Uint8Array | string;
  readonly author?: Signature;
}

/**
 * One of the few commands that write objects and refs, with arguments of this file's own making. None of them reads a file of the work tree.
 */
async function write(repository: Repository, args: readonly string[], options: WriteOptions = {}): Promise<string> {
  const { indexFile, input, author } = options;
  const environment: Record<string, string> = {
    ...safeEnvironment(process.env),
    PATH: safePath(process.env['PATH'] ?? '', repository.workTree),
    GIT_DIR: repository.gitDir,
    GIT_WORK_TREE: repository.workTree,
    ...(indexFile !== undefined && { GIT_INDEX_FILE: indexFile }),
    ...(author !== undefined && {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_COMMITTER_NAME: author.name,
      GIT_COMMITTER_EMAIL: author.email,
    }),
  };
  const child = childProcess().spawn('git', [...overriding(), ...args], {
    env: environment,
    cwd: dirname(process.execPath),
    windowsHide: true,
    stdio: 'pipe',
  });
  const { out, errors, status } = await collect(child, args, input, 1024 * 1024, 60_000);
  if (status !== 0) throw failure(args, status, errors);
  return out.toString('latin1').trim();
}
