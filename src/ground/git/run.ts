import type { ChildProcess, SpawnSyncReturns } from 'node:child_process';
import { dirname } from 'node:path';
import { GitError } from './error.ts';
import { originOfRepository } from './origin.ts';
import { findRepository, type Repository } from './repository.ts';
import { type Command, guarded, isCommand, safeEnvironment, safePath } from './safe.ts';

export interface GitOptions {
  /** Most bytes of output, default 256 MiB; more ends git and throws `too-much-output`. */
  readonly maxBytes?: number;
  /** Default 60 s; then git is killed and `timed-out` thrown. */
  readonly timeoutMs?: number;
  readonly input?: Uint8Array | string;
  /** Return what git printed even when it exits with a failure, as `merge-base` and `check-ignore` do to answer no. */
  readonly allowFailure?: boolean;
  /** Another index than the repository's: git names one in GIT_INDEX_FILE when it runs a hook. */
  readonly indexFile?: string;
}

const defaults = { maxBytes: 256 * 1024 * 1024, timeoutMs: 60_000 };

/**
 * Runs one reading git command (see `Command`) on the repository that `root` lies in, and gives its standard output.
 * Nothing that the repository's configuration or attributes name is run, and no network is used. Throws GitError.
 * A revision that a person wrote goes through `resolveCommit` first: git takes what begins with `-` for an option.
 */
export async function git(root: string, args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
  const { file, argv, spawning } = prepare(root, args, options);
  const { maxBytes, timeoutMs } = { ...defaults, ...options };
  const child = childProcess().spawn(file, argv, { ...spawning, stdio: 'pipe' });
  const { out, errors, status } = await collect(child, args, options.input, maxBytes, timeoutMs);
  if (status !== 0 && options.allowFailure !== true) throw failure(args, status, errors);
  return out;
}

/** The same, waiting in this thread. */
export function gitSync(root: string, args: readonly string[], options: GitOptions = {}): Buffer {
  const { file, argv, spawning } = prepare(root, args, options);
  const { maxBytes, timeoutMs } = { ...defaults, ...options };
  const input = options.input === undefined ? {} : { input: options.input };
  const result: SpawnSyncReturns<Buffer> = childProcess().spawnSync(file, argv, {
    ...spawning,
    ...input,
    maxBuffer: maxBytes,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  if (result.error !== undefined) throw spawnFailure(args, result.error);
  if (result.status !== 0 && options.allowFailure !== true)
    throw failure(args, result.status, result.stderr.toString());
  return result.stdout;
}

/** The object id of the commit that `revision` names. Throws GitError `bad-revision` when there is none. */
export async function resolveCommit(root: string, revision: string): Promise<string> {
  // A revision comes from a command line or a CI variable: one that begins with a dash would be an option (--output=…).
  if (!/^[^-\s][^\s]*$/.test(revision) || revision.length > 1024)
    throw new GitError('bad-revision', `${JSON.stringify(revision)} is not the name of a revision`);
  const out = await git(root, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], {
    allowFailure: true,
    maxBytes: 4096,
  });
  const oid = out.toString('latin1').trim();
  if (!/^[0-9a-f]{40,64}$/.test(oid)) throw new GitError('bad-revision', `${revision} names no commit here`);
  return oid;
}

/** The URL of the remote `origin`, as configured, or undefined. */
export async function originOf(root: string): Promise<string | undefined> {
  const repository = findRepository(root);
  const plain = repository === undefined ? 'undecided' : originOfRepository(repository);
  if (plain !== 'undecided') return plain.url;
  const url = (await git(root, ['config', '--get', 'remote.origin.url'], { allowFailure: true, maxBytes: 64 * 1024 }))
    .toString()
    .trim();
  return url === '' ? undefined : url;
}

function prepare(root: string, args: readonly string[], options: GitOptions) {
  const command = args[0] ?? '';
  if (!isCommand(command)) throw new GitError('not-allowed', `git ${command} is not among the commands that only read`);
  const repository = findRepository(root);
  if (repository === undefined) throw new GitError('not-a-repository', `${root} is not in a git repository`);
  const { argv, environment } = invocation(repository, command, args.slice(1), options.indexFile);
  // Not in the repository: on Windows a program is looked for in the working directory first.
  return { file: 'git', argv, spawning: { env: environment, cwd: dirname(process.execPath), windowsHide: true } };
}

/** What is handed to the operating system: shown to the test that holds it against every plant. */
export function invocation(
  repository: Repository,
  command: Command,
  rest: readonly string[],
  indexFile?: string,
): { argv: string[]; environment: Record<string, string> } {
  const environment: Record<string, string> = {
    ...safeEnvironment(process.env),
    PATH: safePath(process.env['PATH'] ?? '', repository.workTree),
    // Named, not discovered: git then neither reads core.worktree nor looks who owns the folder, and neither do we trust it.
    GIT_DIR: repository.gitDir,
    GIT_WORK_TREE: repository.workTree,
  };
  if (indexFile !== undefined) environment['GIT_INDEX_FILE'] = indexFile;
  return { argv: guarded(command, rest), environment };
}

/** Gathers a child's output under the limits. Rejects with GitError. */
export function collect(
  child: ChildProcess,
  args: readonly string[],
  input: GitOptions['input'],
  maxBytes: number,
  timeoutMs: number,
) {
  return new Promise<{ out: Buffer; errors: string; status: number | null }>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let errors = '';
    const stop = (error: GitError): void => {
      child.kill('SIGKILL');
      reject(error);
    };
    const timer = setTimeout(
      () => stop(new GitError('timed-out', `git ${args[0]} took longer than ${timeoutMs} ms`)),
      timeoutMs,
    );
    child.stdout?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) stop(new GitError('too-much-output', `git ${args[0]} printed more than ${maxBytes} bytes`));
      else chunks.push(chunk);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (errors.length < 4096) errors += chunk.toString();
    });
    // git may end before it has read everything; its exit says what that means.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(spawnFailure(args, error));
    });
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ out: Buffer.concat(chunks), errors, status });
    });
  });
}

function spawnFailure(args: readonly string[], error: Error): GitError {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return new GitError('git-missing', 'git is not installed, or not in PATH', { cause: error });
  if (code === 'ETIMEDOUT') return new GitError('timed-out', `git ${args[0]} took too long`, { cause: error });
  if (code === 'ENOBUFS') return new GitError('too-much-output', `git ${args[0]} printed too much`, { cause: error });
  return new GitError('failed', `git ${args[0]} could not be run: ${error.message}`, { cause: error });
}

export function failure(args: readonly string[], status: number | null, errors: string): GitError {
  const said = errors.trim().slice(0, 500);
  return new GitError(
    'failed',
    `git ${args[0]} failed${status === null ? '' : ` with status ${status}`}${said === '' ? '' : `: ${said}`}`,
  );
}

/** Loaded on first use: a start that needs no git should not pay for it. */
export function childProcess(): typeof import('node:child_process') {
  return process.getBuiltinModule('node:child_process');
}
