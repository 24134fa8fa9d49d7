import type { NotLookedAt } from '#ground/model';
import { type Identity, isSame, never, statOf } from '../read/file-reader.ts';

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

/** One lstat per file is the price of an unchanged tree: nothing else is done here. */
export function changedFiles({ names, identities }: KnownTree, folder: Folder, path: string): number[] {
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

export function knownFilesOf(known: KnownTree | undefined, path: string): Map<string, number> | undefined {
  const folder = known?.folders.get(path);
  if (known === undefined || folder === undefined) return undefined;
  const files = new Map<string, number>();
  for (let file = folder.first; file < folder.end; file++) files.set(known.names[file]!, file);
  return files;
}

export function isUnchanged(known: KnownTree | undefined, file: number, path: string): boolean {
  const [size, modified, changed, inode] = known?.identities.subarray(file * 4, file * 4 + 4) ?? never;
  return isSame([size!, modified!, changed!, inode!], statOf(path));
}

export function sameIgnoreFile(known: KnownTree | undefined, path: string, now: Identity | undefined): boolean {
  const before = known?.folders.get(path)?.ignoreFile;
  if (before === undefined || now === undefined) return before === now;
  return before.every((value, i) => value === now[i]);
}
