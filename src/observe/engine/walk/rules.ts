import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { type IgnoreFile, type IgnoreMatch, matchIgnoreFile, parseIgnoreFile } from './ignore.ts';
import { type Identity, identityOf, statOf } from '../read/file-reader.ts';

/** A file system that folds case folds patterns too, as git does there. */
const ignoreCase = process.platform === 'darwin' || process.platform === 'win32';
const largestIgnoreFile = 1024 * 1024;

/** The ignore files that hold in one folder: its own, and those of the folders above. Read when first asked. */
export class Rules {
  /** Undefined: there is none above. */
  private readonly above: Rules | undefined;
  private readonly file: string;
  private readonly base: string;
  private readonly name: string;
  private parsed: IgnoreFile | undefined;

  /** `base`: the folder in which the patterns stand, relative to the top; `name`: what a match is explained with. */
  constructor(above: Rules | undefined, file: string, base: string, name: string) {
    this.above = above;
    this.file = file;
    this.base = base;
    this.name = name;
  }

  /** The innermost file that has a matching pattern decides. `path` is relative to the top. */
  match(path: string, isFolder: boolean): IgnoreMatch | undefined {
    this.parsed ??= parseIgnoreFile(readOrNothing(this.file), this.base, this.name);
    return matchIgnoreFile(this.parsed, path, isFolder, ignoreCase) ?? this.above?.match(path, isFolder);
  }
}

/** Patterns that stand in no file of the tree: selvedge.yaml's. */
export class Patterns {
  private readonly parsed: IgnoreFile;

  constructor(patterns: readonly string[], name: string) {
    this.parsed = parseIgnoreFile(patterns.join('\n'), '', name);
  }

  match(path: string, isFolder: boolean): IgnoreMatch | undefined {
    return matchIgnoreFile(this.parsed, path, isFolder, ignoreCase);
  }
}

/** The identity of a file that may not be there: undefined then. Links are not followed. */
export function identityAt(path: string): Identity | undefined {
  const stat = statOf(path);
  return stat === undefined ? undefined : identityOf(stat);
}

/** As git does, a `.gitignore` that is a link is not followed: it could point at anything. */
function readOrNothing(path: string): string {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch {
    return '';
  }
  try {
    const stat = fstatSync(fd);
    return stat.isFile() && stat.size <= largestIgnoreFile ? readFileSync(fd, 'utf8') : '';
  } catch {
    return '';
  } finally {
    closeSync(fd);
  }
}
