import { dirname, isAbsolute } from 'node:path';
import { GitError } from './error.ts';
import { childProcess, collect, failure } from './run.ts';
import { overriding, safeEnvironment, safePath } from './safe.ts';

export interface CloneOptions {
  /** Only so many commits of history; absent: all. */
  readonly depth?: number;
  /** Default 10 minutes. */
  readonly timeoutMs?: number;
}

/** Passed on beside the safe environment, so that proxies, certificates and an SSH agent are found. */
const network = [
  'HOME',
  'SSH_AUTH_SOCK',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
];

/**
 * Clones what a person named, into an empty or missing folder: the only call that uses the network. No hooks,
 * templates, submodules, filters or prompts: what asks for a password over HTTPS fails, and is to be cloned by hand.
 * Throws GitError.
 */
export async function clone(url: string, directory: string, options: CloneOptions = {}): Promise<void> {
  if (url.startsWith('-') || /[\0\r\n]/.test(url))
    throw new GitError('failed', `${JSON.stringify(url)} is not a URL that git can clone`);
  if (!isAbsolute(directory)) throw new RangeError(`${directory} is not an absolute path`);
  const depth = options.depth === undefined ? [] : ['--depth', String(options.depth)];
  const args = ['clone', '--quiet', '--template=', '--no-recurse-submodules', ...depth, '--', url, directory];
  const child = childProcess().spawn('git', [...overriding(['core.sshCommand', 'protocol.allow']), ...args], {
    env: environment(directory),
    cwd: dirname(process.execPath),
    windowsHide: true,
    stdio: 'pipe',
  });
  const { errors, status } = await collect(child, args, undefined, 1024 * 1024, options.timeoutMs ?? 600_000);
  if (status !== 0) throw failure(args, status, errors);
}

function environment(directory: string): Record<string, string> {
  const safe: Record<string, string> = {
    ...safeEnvironment(process.env),
    PATH: safePath(process.env['PATH'] ?? '', directory),
    // Not ext:: and no helper of a name of the URL's choosing: both run a program.
    GIT_ALLOW_PROTOCOL: 'https:http:ssh:git:file',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes',
    GIT_LFS_SKIP_SMUDGE: '1',
  };
  for (const name of network) {
    const value = process.env[name];
    if (value !== undefined) safe[name] = value;
  }
  return safe;
}
