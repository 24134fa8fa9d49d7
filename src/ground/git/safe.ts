import { realpathSync } from 'node:fs';
import { delimiter, isAbsolute, join, sep } from 'node:path';

/**
 * The commands that may be run: they read objects, refs, the index and ignore files. None of them compares or writes
 * the content of the working tree, because that runs the filters (`filter.*.clean`, `smudge`, `process`) that the
 * repository's configuration names, and names of filters cannot be switched off without knowing them.
 */
const commands = [
  'cat-file',
  'check-ignore',
  'config',
  'diff-index',
  'diff-tree',
  'for-each-ref',
  'ls-files',
  'ls-tree',
  'merge-base',
  'rev-list',
  'rev-parse',
] as const;
export type Command = (typeof commands)[number];

export function isCommand(name: string): name is Command {
  return (commands as readonly string[]).includes(name);
}

/** Options of the allowed commands that run or write something after all. */
const forbidden =
  /^(--ext-diff|--textconv|--filters|--output(=.*)?|-O.*|--exec-path.*|--recurse-submodules.*|-m|--modified)$/;

/** Given on the command line, where they outrank whatever the repository's own configuration says. */
const overrides: readonly (readonly [key: string, value: string])[] = [
  // Empty switches it off in every version; `false` was the name of a program before git 2.36.
  ['core.fsmonitor', ''],
  ['core.hooksPath', '/dev/null'],
  ['core.pager', 'cat'],
  ['core.sshCommand', 'false'],
  ['core.gitProxy', ''],
  ['core.askPass', ''],
  ['core.editor', 'false'],
  ['core.alternateRefsCommand', 'false'],
  ['core.attributesFile', '/dev/null'],
  ['core.excludesFile', '/dev/null'],
  ['core.untrackedCache', 'false'],
  ['core.quotePath', 'false'],
  ['credential.helper', ''],
  ['diff.external', ''],
  ['diff.submodule', 'short'],
  ['gpg.program', 'false'],
  ['log.showSignature', 'false'],
  ['protocol.allow', 'never'],
  ['submodule.recurse', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
];

const diffs: ReadonlySet<Command> = new Set(['diff-index', 'diff-tree']);

/** The whole command line of a command, without the program. */
export function guarded(command: Command, rest: readonly string[]): string[] {
  const bad = rest.slice(0, endOfOptions(rest)).find((argument) => forbidden.test(argument));
  if (bad !== undefined) throw new RangeError(`git ${command} must not be given ${bad}`);
  // Without --cached, diff-index reads the working tree, and so runs its filters.
  if (command === 'diff-index' && !rest.includes('--cached'))
    throw new RangeError('git diff-index must be given --cached');
  if (command === 'config' && rest[0] !== '--get')
    throw new RangeError('git config must be given --get: it writes otherwise');
  return [
    ...overriding(),
    command,
    ...(diffs.has(command) ? ['--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty'] : []),
    ...rest,
  ];
}

/** git's own options, before the command. `except` names settings to leave alone. */
export function overriding(except: readonly string[] = []): string[] {
  const settings = overrides
    .filter(([key]) => !except.includes(key))
    .flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  return ['--no-pager', '--no-optional-locks', '--no-replace-objects', '--literal-pathspecs', ...settings];
}

function endOfOptions(rest: readonly string[]): number {
  const dashes = rest.indexOf('--');
  return dashes === -1 ? rest.length : dashes;
}

/** Kept from the caller's environment: nothing by which git, a loader or a shell could be made to run something. */
const kept = ['SYSTEMROOT', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'WINDIR'];

/**
 * A fresh environment. No GIT_* variable passes: GIT_CONFIG_COUNT, GIT_CONFIG_PARAMETERS, GIT_EXTERNAL_DIFF,
 * GIT_EXEC_PATH, GIT_SSH_COMMAND, GIT_TRACE and others run programs or write files. The system's and the person's own
 * configuration are left out too, so that a laptop and a CI see the same tree.
 */
export function safeEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const safe: Record<string, string> = {
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_PAGER: 'cat',
    GIT_EDITOR: 'false',
    GIT_SSH_COMMAND: 'false',
    // A missing object of a partial clone would be fetched, through whatever transport the repository names.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    GIT_PROTOCOL_FROM_USER: '0',
  };
  for (const name of kept) {
    const value = environment[name];
    if (value !== undefined) safe[name] = value;
  }
  return safe;
}

/**
 * PATH without relative entries and without any inside the repository, where a `git` could be planted. Entries are taken
 * for what they are once links are resolved, and so is the `git` in them; one that cannot be resolved is dropped.
 */
export function safePath(path: string, workTree: string): string {
  const inside = insideOf(realOf(workTree) ?? workTree);
  return path
    .split(delimiter)
    .filter(isAbsolute)
    .map(realOf)
    .filter((entry) => entry !== undefined)
    .filter((entry) => !inside(entry) && !programs.some((name) => inside(realOf(join(entry, name)) ?? sep)))
    .join(delimiter);
}

const programs = process.platform === 'win32' ? ['git.exe', 'git.com', 'git.cmd', 'git.bat'] : ['git'];

function insideOf(folder: string): (path: string) => boolean {
  const start = folder.endsWith(sep) ? folder : folder + sep;
  return (path) => (path + sep).startsWith(start);
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
