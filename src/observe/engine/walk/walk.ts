import type { NotLookedAt } from '#ground/model';
import { isSame, never, statOf } from '../read/file-reader.ts';
import { judge, kindOf, readEntries } from './entries.ts';
import { changedFiles, type Folder, isUnchanged, knownFilesOf, sameIgnoreFile } from './known-tree.ts';
import { identityAt, Rules } from './rules.ts';
import { absolute, under, type Visit, type WalkOptions } from './visit.ts';

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
  const sameRules = visit.sameRules && sameIgnoreFile(options.known, visit.path, ignoreFile);
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

function rulesOf(options: WalkOptions, visit: Visit): Rules {
  const base = (options.prefix + visit.path).replace(/\/$/, '');
  return new Rules(
    visit.rules,
    absolute(options, under(visit.path, '.gitignore')),
    base,
    under(visit.path, '.gitignore'),
  );
}
