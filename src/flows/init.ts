import { readFile, writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import { gitleaksConfigPath, gitleaksIgnorePath, newProjectFile, projectPath } from '#declare/project';
import { normalRemote } from '#ground/git';
import { findRepository, git, originOf, type Repository } from '#ground/git';
import { newId, type ProjectId } from '#ground/model';
import { dataHome } from '#ground/places';
import { hookSocket } from './hook-socket.ts';
import { replaceFile } from './scan/replace-file.ts';

/** What `selvedge init` would do in a folder; nothing is written until `carryOut`. */
export interface InitPlan {
  readonly root: string;
  readonly name: string;
  /** In the form that all ways of writing it share; absent: the project is bound to none. */
  readonly remote?: string;
  readonly projectFile:
    | { readonly path: string; readonly state: 'new'; readonly text: string }
    | { readonly path: string; readonly state: 'there' };
  /** Absent: the folder is in no git repository. */
  readonly hook?: HookPlan;
  /** What the team wrote for gitleaks, which is read as it is: names of files. */
  readonly gitleaks: readonly string[];
}

export interface HookPlan {
  /** Absolute. */
  readonly path: string;
  /** `ours`: written by init before, and written anew; `theirs`: somebody else's, which is left alone. */
  readonly state: 'new' | 'ours' | 'theirs';
  readonly text: string;
}

/** `program`: how the hook starts Selvedge where it is not in PATH. */
export async function planInit(
  folder: string,
  program: { readonly node: string; readonly script: string },
): Promise<InitPlan> {
  const repository = findRepository(folder);
  const root = repository?.workTree ?? folder;
  const name = basename(root);
  const url = repository === undefined ? undefined : await originOf(root);
  const remote = url === undefined ? undefined : normalRemote(url);
  const path = join(root, projectPath);
  const isThere = (await textOf(path)) !== undefined;
  const text = newProjectFile({ id: newId<ProjectId>('prj'), name, ...(url !== undefined && { remote: url }) });
  return {
    root,
    name,
    ...(remote !== undefined && { remote }),
    projectFile: isThere ? { path, state: 'there' } : { path, state: 'new', text },
    ...(repository !== undefined && { hook: await planHook(repository, program) }),
    gitleaks: await filesThere(root, [gitleaksConfigPath, gitleaksIgnorePath]),
  };
}

/** Returns the paths that were written, relative to the project. */
export async function carryOut(plan: InitPlan, withHook: boolean): Promise<string[]> {
  const written: string[] = [];
  if (plan.projectFile.state === 'new') {
    // `wx`: a file that came into being since the plan was shown is not overwritten.
    await writeFile(plan.projectFile.path, plan.projectFile.text, { flag: 'wx' });
    written.push(relative(plan.root, plan.projectFile.path));
  }
  if (withHook && plan.hook !== undefined && plan.hook.state !== 'theirs') {
    replaceFile(plan.root, plan.hook.path, plan.hook.text, 0o755);
    written.push(relative(plan.root, plan.hook.path));
  }
  return written;
}

const hookMark = '# Written by selvedge init.';

async function planHook(
  { workTree, commonDir }: Repository,
  program: { readonly node: string; readonly script: string },
): Promise<HookPlan> {
  // Husky and others point git at a folder of their own; a hook elsewhere would never run.
  const configured = (await git(workTree, ['config', '--get', '--local', 'core.hooksPath'], { allowFailure: true }))
    .toString()
    .trim();
  const folder =
    configured === '' ? join(commonDir, 'hooks') : isAbsolute(configured) ? configured : join(workTree, configured);
  const path = join(folder, 'pre-commit');
  const there = await textOf(path);
  return {
    path,
    state: there === undefined ? 'new' : there.includes(hookMark) ? 'ours' : 'theirs',
    text: hookText(program),
  };
}

/**
 * POSIX sh. A server that runs already is asked over its socket, which takes a fraction of Node's own start; when there is none, or it does
 * not answer, the command is run.
 */
function hookText({ node, script }: { readonly node: string; readonly script: string }): string {
  return `#!/bin/sh
${hookMark} Looks at what is about to be committed.
# git commit --no-verify goes past it once; the merge gate still asks.
socket=${quoted(hookSocket(dataHome()))}
if [ -S "$socket" ] && [ -z "$GIT_WORK_TREE" ] && answer=$(
  terminal=; [ -t 1 ] && terminal=1
  curl -qsf --noproxy '*' --max-time 20 --unix-socket "$socket" \
    --data-urlencode "root=$PWD" --data-urlencode "index=$GIT_INDEX_FILE" --data-urlencode "columns=$COLUMNS" \
    --data-urlencode "terminal=$terminal" --data-urlencode "TERM=$TERM" --data-urlencode "LANG=$LANG" \
    --data-urlencode "LC_ALL=$LC_ALL" --data-urlencode "NO_COLOR=$NO_COLOR" http://selvedge/staged 2>/dev/null
); then
  code=\${answer%%[!0-9]*}
  case $code in
    [0-3])
      text=\${answer#"$code"}
      [ -z "$text" ] || printf '%s\\n' "\${text#?}"
      exit "$code" ;;
  esac
fi
if command -v selvedge >/dev/null 2>&1; then
  exec selvedge scan --staged --quiet
fi
exec ${quoted(node)} ${quoted(script)} scan --staged --quiet
`;
}

/** One word of sh(1), whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

async function filesThere(root: string, names: readonly string[]): Promise<string[]> {
  const texts = await Promise.all(names.map((name) => textOf(join(root, name))));
  return names.filter((_, at) => texts[at] !== undefined);
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
