import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface Repository {
  /** The folder of this work tree's HEAD and index. */
  readonly gitDir: string;
  /** Where objects and refs lie: `gitDir`, but for a linked work tree. */
  readonly commonDir: string;
  /** The topmost folder of the work tree, with symbolic links resolved. */
  readonly workTree: string;
}

export interface Head {
  /** Absent before the first commit. */
  readonly commit?: string;
  /** Absent when HEAD is detached. */
  readonly branch?: string;
}

/**
 * The repository whose work tree `directory` lies in, or undefined. Reads files only; runs nothing. A bare repository
 * has no work tree and is not found.
 */
export function findRepository(directory: string): Repository | undefined {
  let at: string;
  try {
    at = realpathSync(directory);
  } catch {
    return undefined;
  }
  for (;;) {
    const found = repositoryAt(at);
    if (found !== undefined) return found;
    const parent = dirname(at);
    if (parent === at) return undefined;
    at = parent;
  }
}

export function isRepository(directory: string): boolean {
  return findRepository(directory) !== undefined;
}

/** The commit and branch that are checked out. Reads HEAD and refs; runs nothing. */
export function headOf(directory: string): Head {
  const repository = findRepository(directory);
  if (repository === undefined) return {};
  const head = readText(join(repository.gitDir, 'HEAD')) ?? '';
  const ref = /^ref: (refs\/[^\s]+)/.exec(head)?.[1];
  if (ref === undefined) return commitIn(head);
  const branch = ref.startsWith('refs/heads/') ? { branch: ref.slice('refs/heads/'.length) } : {};
  return { ...branch, ...readRef(repository, ref) };
}

/**
 * Whether names that differ in case alone are one file here: `core.ignoreCase`, which git sets where the file system folds
 * case, or a file system that does. Reads files only; of the configuration, the repository's own.
 */
export function foldsCase({ commonDir }: Repository): boolean {
  if (statSync(join(commonDir, 'CONFIG'), { throwIfNoEntry: false }) !== undefined) return true;
  let inCore = false;
  let folds = false;
  for (const line of (readText(join(commonDir, 'config'), 1024 * 1024) ?? '').split('\n')) {
    const section = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (section !== undefined) inCore = /^\s*core\s*$/i.test(section);
    const value = /^(?:\s*\[[^\]]*\])?\s*ignorecase\s*(?:=\s*"?([^\s"#;]*)|$)/i.exec(line);
    if (inCore && value !== null) folds = !/^(?:false|no|off|0|)$/i.test(value[1] ?? 'true');
  }
  return folds;
}

function repositoryAt(workTree: string): Repository | undefined {
  const dot = join(workTree, '.git');
  const kind = statSync(dot, { throwIfNoEntry: false });
  if (kind === undefined) return undefined;
  const gitDir = kind.isDirectory() ? dot : linkedDirectory(dot);
  if (gitDir === undefined || readText(join(gitDir, 'HEAD')) === undefined) return undefined;
  const common = readText(join(gitDir, 'commondir'))?.trim();
  return { gitDir, commonDir: common === undefined ? gitDir : resolve(gitDir, common), workTree };
}

/** A `.git` file, as submodules and linked work trees have it: gitrepository-layout(5), "gitfile". */
function linkedDirectory(file: string): string | undefined {
  const target = /^gitdir: (.+?)\r?\n?$/.exec(readText(file) ?? '')?.[1];
  return target === undefined ? undefined : resolve(dirname(file), target);
}

function readRef(repository: Repository, ref: string): Head {
  if (ref.split('/').includes('..')) return {};
  const loose = readText(join(repository.commonDir, ref));
  if (loose !== undefined) return commitIn(loose);
  const packed = readText(join(repository.commonDir, 'packed-refs'), 64 * 1024 * 1024) ?? '';
  const line = packed.split('\n').find((each) => each.endsWith(` ${ref}`));
  return line === undefined ? {} : commitIn(line);
}

function commitIn(text: string): Head {
  const commit = /^([0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])/.exec(text)?.[1];
  return commit === undefined ? {} : { commit };
}

/** A file's text; undefined when it is missing, no regular file, or larger than `limit` bytes. */
export function readText(path: string, limit = 64 * 1024): string | undefined {
  try {
    const kind = statSync(path);
    // Not a FIFO, which would be waited for for ever.
    if (!kind.isFile() || kind.size > limit) return undefined;
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
