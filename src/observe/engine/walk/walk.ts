import { type Dirent, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, resolve, sep } from 'node:path';
import type { NotLookedAt } from '#ground/model';
import { type Identity, isSame, never, statOf } from '../read/file-reader.ts';
import { identityAt, type Patterns, Rules } from './rules.ts';
import type { Tracked } from './tracked.ts';

export interface WalkOptions {
  /** Absolute, links resolved. */
  readonly root: string;
  /** `root` as seen from the top of the work tree, with a slash at the end, or ''. */
  readonly prefix: string;
  /**
   * The ignore files above `root`, and .git/info/exclude. Undefined outside of git, and in a folder that is ignored as a
   * whole: ignore files say what git is not to track, and where git does not say what it tracks, one line would hide
   * everything.
   */
  readonly rules: Rules | undefined;
  readonly exclude: Patterns;
  readonly tracked: () => Tracked;
  readonly depth: number;
  /** What an earlier walk found, to save listing folders that did not change. */
  readonly known?: KnownTree;
}

/** A folder as it was found. */
export interface Folder {
  /** Relative to the root; '' for the root itself. */
  readonly path: string;
  /** `never` where it must be listed again next time. */
  readonly identity: Identity;
  /** Its files have the numbers from `first` up to, but not with, `end`. */
  readonly first: number;
  readonly end: number;
  /** Names of the folders in it that were walked. */
  readonly subfolders: readonly string[];
  readonly gaps: readonly NotLookedAt[];
  /** It is ignored, and entered for what git tracks in it all the same. */
  readonly onlyTracked: boolean;
  /** Of its .gitignore, where it has one. */
  readonly ignoreFile?: Identity;
}

/** An earlier walk, with the identities of the files that were seen then. */
export interface KnownTree {
  readonly folders: ReadonlyMap<string, Folder>;
  /** The whole context (index, excludes, rules above) is what it was: folders need not be listed again. */
  readonly sameContext: boolean;
  /** By the file's number. */
  readonly names: readonly string[];
  /** Four numbers each. */
  readonly identities: Float64Array;
}

/** A folder of this walk. `kept`: nothing in it has changed, and the numbers are those of the known tree; otherwise they are those of `paths`. */
export type WalkedFolder = Folder & { readonly kept: boolean };

export interface Walked {
  readonly folders: WalkedFolder[];
  /** Files of the folders that are not kept, relative to the root. */
  readonly paths: string[];
  /** By the number of the path: the number of the file in the known tree, or -1. */
  readonly known: number[];
  /** 1 where the known file has not changed since. */
  readonly unchanged: number[];
  /** All files, those of kept folders with them. */
  files: number;
  /** Whether anything at all differs from the known tree. */
  changed: boolean;
}

interface Visit {
  readonly path: string;
  readonly depth: number;
  readonly rules: Rules | undefined;
  /** Inside an ignored folder: only what git tracks counts. */
  readonly onlyTracked: boolean;
  /** No ignore file above has changed. */
  readonly sameRules: boolean;
}

/**
 * Walks a folder once, in the order in which the system lists it, and collects the files to look at: what git tracks, and
 * what it does not ignore. Yields now and then, so that a caller can report and give way. Links are never followed.
 */
export function* walk(options: WalkOptions, walked: Walked): Generator<void> {
  const open: Visit[] = [{ path: '', depth: 0, rules: options.rules, onlyTracked: false, sameRules: true }];
  for (let visits = 1; open.length > 0; visits++) {
    const visit = open.pop()!;
    const folder = reuse(options, visit, walked) ?? list(options, visit, walked);
    walked.folders.push(folder.folder);
    open.push(...folder.below);
    if (visits % 64 === 0) yield;
  }
  if (options.known === undefined || walked.folders.length !== options.known.folders.size) walked.changed = true;
}

interface Visited {
  readonly folder: WalkedFolder;
  readonly below: readonly Visit[];
}

/** The folder as it is known, when neither it nor an ignore file that holds in it has changed. */
function reuse(options: WalkOptions, visit: Visit, walked: Walked): Visited | undefined {
  const { known } = options;
  const folder = known?.sameContext === true && visit.sameRules ? known.folders.get(visit.path) : undefined;
  if (known === undefined || folder === undefined) return undefined;
  const path = absolute(options, visit.path);
  if (!isSame(folder.identity, statOf(path))) return undefined;
  if (folder.ignoreFile !== undefined && !isSame(folder.ignoreFile, statOf(`${path}/.gitignore`))) return undefined;

  const rules = folder.ignoreFile === undefined ? visit.rules : rulesOf(options, visit);
  const below = folder.subfolders.map((name): Visit => {
    const next = under(visit.path, name);
    return {
      path: next,
      depth: visit.depth + 1,
      rules,
      onlyTracked: known.folders.get(next)?.onlyTracked === true,
      sameRules: true,
    };
  });
  walked.files += folder.end - folder.first;
  const changed = changedFiles(known, folder, path);
  if (changed.length === 0) return { folder: { ...folder, kept: true }, below };
  walked.changed = true;
  const first = walked.paths.length;
  for (let file = folder.first; file < folder.end; file++)
    push(walked, under(visit.path, known.names[file]!), file, !changed.includes(file));
  return { folder: { ...folder, first, end: walked.paths.length, kept: false }, below };
}

/** One lstat per file is the price of an unchanged tree: nothing else is done here. */
function changedFiles({ names, identities }: KnownTree, folder: Folder, path: string): number[] {
  const changed: number[] = [];
  const start = `${path}/`;
  for (let file = folder.first, at = folder.first * 4; file < folder.end; file++, at += 4) {
    const stat = statOf(start + names[file]!);
    if (
      stat === undefined ||
      stat.size !== identities[at] ||
      stat.mtimeMs !== identities[at + 1] ||
      stat.ctimeMs !== identities[at + 2] ||
      stat.ino !== identities[at + 3]
    )
      changed.push(file);
  }
  return changed;
}

function push(walked: Walked, path: string, known: number, unchanged: boolean): void {
  walked.paths.push(path);
  walked.known.push(known);
  walked.unchanged.push(unchanged ? 1 : 0);
}

function list(options: WalkOptions, visit: Visit, walked: Walked): Visited {
  walked.changed = true;
  const path = absolute(options, visit.path);
  const first = walked.paths.length;
  const gaps: NotLookedAt[] = [];
  // Before it is listed: what is added meanwhile changes it again.
  const identity = identityAt(path) ?? never;
  const entries = readEntries(path, visit, gaps);
  const hasRules = options.rules !== undefined && entries.some((entry) => entry.name === '.gitignore');
  const rules = hasRules ? rulesOf(options, visit) : visit.rules;
  const ignoreFile = hasRules ? identityAt(`${path}/.gitignore`) : undefined;
  const sameRules = visit.sameRules && sameIgnoreFile(options, visit.path, ignoreFile);
  const knownFiles = knownFilesOf(options.known, visit.path);
  const below: Visit[] = [];
  for (const entry of entries) {
    const at = under(visit.path, entry.name);
    const kind = kindOf(entry, `${path}/${entry.name}`);
    const step = judge(options, { ...visit, rules }, entry.name, at, kind);
    if (step.gap !== undefined) gaps.push(step.gap);
    if (step.enter !== undefined)
      below.push({ path: at, depth: visit.depth + 1, rules, onlyTracked: step.enter === 'tracked', sameRules });
    if (step.look !== true) continue;
    const file = knownFiles?.get(entry.name) ?? -1;
    push(walked, at, file, file >= 0 && isUnchanged(options.known, file, `${path}/${entry.name}`));
  }
  walked.files += walked.paths.length - first;
  const folder: WalkedFolder = {
    path: visit.path,
    identity,
    first,
    end: walked.paths.length,
    subfolders: below.map((next) => next.path.slice(next.path.lastIndexOf('/') + 1)),
    gaps,
    onlyTracked: visit.onlyTracked,
    kept: false,
    ...(ignoreFile === undefined ? {} : { ignoreFile }),
  };
  return { folder, below };
}

type Kind = 'file' | 'folder' | 'link' | 'other';

interface Step {
  readonly look?: true;
  readonly enter?: 'all' | 'tracked';
  readonly gap?: NotLookedAt;
}

/** What is to be done with one entry of a folder. */
function judge(options: WalkOptions, visit: Visit, name: string, path: string, kind: Kind): Step {
  if (name === '.git')
    return visit.path === '' ? {} : { gap: excluded(kind === 'folder' ? `${path}/` : path, 'it belongs to git') };
  const isFolder = kind === 'folder';
  const shown = isFolder ? `${path}/` : path;
  const byProject = options.exclude.match(path, isFolder);
  if (byProject?.ignored === true) return { gap: excluded(shown, byProject.by) };
  if (isFolder) {
    if (options.tracked().isSubmodule(path))
      return {
        gap: {
          path: shown,
          reason: 'submodule',
          detail: 'another repository, to be scanned by itself',
          expected: true,
        },
      };
    if (visit.depth >= options.depth)
      return {
        gap: { path: shown, reason: 'too-deep', detail: `more than ${options.depth} folders deep`, expected: false },
      };
    const ignored = visit.onlyTracked
      ? { by: 'a folder above is ignored' }
      : ignoredBy(options, visit.rules, path, true);
    if (ignored === undefined) return { enter: 'all' };
    return options.tracked().hasBelow(path) ? { enter: 'tracked' } : { gap: excluded(shown, ignored.by) };
  }
  const ignored = visit.onlyTracked
    ? { by: 'a folder above is ignored' }
    : ignoredBy(options, visit.rules, path, false);
  if (ignored !== undefined && !options.tracked().hasFile(path)) return { gap: excluded(path, ignored.by) };
  if (kind === 'file') return { look: true };
  if (kind === 'link') return { look: true, ...linkGap(options, path) };
  return { gap: { path, reason: 'not-a-regular-file', detail: 'a FIFO, socket or device', expected: true } };
}

/** What a link inside the tree points at is walked by itself; what lies outside is not part of what is scanned. Of the link, its text is looked at. */
function linkGap(options: WalkOptions, path: string): Step {
  const link = absolute(options, path);
  let target: string;
  try {
    target = realpathSync(link);
  } catch {
    // A link to nothing, or in a circle: there is nothing to look at, wherever it points.
    target = lexicalTarget(link);
  }
  const inside = target === options.root || target.startsWith(options.root === sep ? sep : options.root + sep);
  return inside ? {} : { gap: { path, reason: 'symlink-out-of-root', expected: true } };
}

function lexicalTarget(link: string): string {
  try {
    const text = readlinkSync(link);
    return isAbsolute(text) ? text : resolve(dirname(link), text);
  } catch {
    return link;
  }
}

function excluded(path: string, by: string): NotLookedAt {
  return { path, reason: 'excluded', detail: by, expected: true };
}

function ignoredBy(
  options: WalkOptions,
  rules: Rules | undefined,
  path: string,
  isFolder: boolean,
): { by: string } | undefined {
  const match = rules?.match(options.prefix + path, isFolder);
  return match?.ignored === true ? match : undefined;
}

function rulesOf(options: WalkOptions, visit: Visit): Rules {
  const base = (options.prefix + visit.path).replace(/\/$/, '');
  return new Rules(
    visit.rules,
    absolute(options, under(visit.path, '.gitignore')),
    base,
    under(visit.path, '.gitignore'),
  );
}

function sameIgnoreFile(options: WalkOptions, path: string, now: Identity | undefined): boolean {
  const before = options.known?.folders.get(path)?.ignoreFile;
  if (before === undefined || now === undefined) return before === now;
  return before.every((value, i) => value === now[i]);
}

function knownFilesOf(known: KnownTree | undefined, path: string): Map<string, number> | undefined {
  const folder = known?.folders.get(path);
  if (known === undefined || folder === undefined) return undefined;
  const files = new Map<string, number>();
  for (let file = folder.first; file < folder.end; file++) files.set(known.names[file]!, file);
  return files;
}

function isUnchanged(known: KnownTree | undefined, file: number, path: string): boolean {
  const [size, modified, changed, inode] = known?.identities.subarray(file * 4, file * 4 + 4) ?? never;
  return isSame([size!, modified!, changed!, inode!], statOf(path));
}

/** Names that are not UTF-8 come with U+FFFD in them; they are named and left out, since no path of ours can open them. */
function readEntries(path: string, visit: Visit, gaps: NotLookedAt[]): Dirent[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    if (!entries.some((entry) => entry.name.includes('\uFFFD'))) return entries;
    const broken = new Set<string>();
    for (const name of readdirSync(path, { encoding: 'buffer' })) {
      const text = name.toString('utf8');
      if (Buffer.from(text, 'utf8').equals(name)) continue;
      broken.add(text);
      gaps.push({
        path: under(visit.path, escaped(name)),
        reason: 'invalid-encoding',
        detail: 'the name is not UTF-8',
        expected: false,
      });
    }
    return entries.filter((entry) => !broken.has(entry.name));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const shown = visit.path === '' ? './' : `${visit.path}/`;
    const reason =
      code === 'ENAMETOOLONG'
        ? 'too-deep'
        : code === 'ENOENT' || code === 'ENOTDIR'
          ? 'changed-while-read'
          : 'unreadable';
    gaps.push({ path: shown, reason, detail: code, expected: false });
    return [];
  }
}

/** Bytes outside printable ASCII as \xHH. */
function escaped(name: Buffer): string {
  return [...name]
    .map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`))
    .join('');
}

/** Some file systems do not tell kinds in listings. */
function kindOf(entry: Dirent, path: string): Kind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isFIFO() || entry.isSocket() || entry.isCharacterDevice() || entry.isBlockDevice()) return 'other';
  const stat = statOf(path);
  if (stat === undefined) return 'other';
  return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : 'other';
}

function under(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function absolute(options: WalkOptions, path: string): string {
  if (path === '') return options.root;
  return options.root === '/' ? `/${path}` : `${options.root}/${path}`;
}
