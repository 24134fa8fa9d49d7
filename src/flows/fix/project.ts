import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '#act/fixes';
import { filesOfCommit, headOf, readBlobs, type Repository } from '#ground/git';
import { ReadFailure, readDependencyFile, readersOf } from '#ground/inventory';
import type { DependencyFile } from '#ground/model';
import { inWorkTree, type Place } from '../scan/place.ts';
import { readInside } from '../scan/readers.ts';

/** The files of a project, as a commit or the folder has them. */
export interface ProjectFiles {
  /** Relative to the project. */
  readonly paths: readonly string[];
  readonly bytes: (path: string) => Buffer | undefined;
  /** The commit that they are of. */
  readonly commit?: string;
}

/** What could not be read, for people. */
export interface Unread {
  readonly path: string;
  readonly because: string;
}

const limits = { bytes: 256 * 1024 * 1024, entries: 500_000, depth: 64, milliseconds: 60_000 };

/** What HEAD has. Undefined where there is no commit. */
export function committedFiles(place: Place): ProjectFiles | undefined {
  const { repository } = place;
  const commit = repository === undefined ? undefined : headOf(repository.workTree).commit;
  if (repository === undefined || commit === undefined) return undefined;
  const prefix = inWorkTree(place, '');
  const files = filesOfCommit(repository, commit).filter(
    ({ path, mode }) => path.startsWith(prefix) && mode !== 0o120000,
  );
  const oids = new Map(files.map(({ path, oid }) => [path.slice(prefix.length), oid]));
  return { paths: [...oids.keys()], commit, bytes: (path) => blob(repository, oids.get(path)) };
}

function blob(repository: Repository, oid: string | undefined): Buffer | undefined {
  if (oid === undefined) return undefined;
  const [found] = readBlobs(repository, [oid], limits.bytes);
  return found?.kind === 'blob' ? Buffer.from(found.bytes) : undefined;
}

/** What lies in the folder: regular files, no link followed, nothing installed. */
export function filesInFolder(root: string): ProjectFiles {
  const paths: string[] = [];
  const queue: { folder: string; depth: number }[] = [{ folder: '', depth: 0 }];
  for (let at = queue.shift(); at !== undefined && paths.length < limits.entries; at = queue.shift()) {
    for (const entry of entriesOf(join(root, at.folder))) {
      const path = at.folder === '' ? entry.name : `${at.folder}/${entry.name}`;
      if (entry.isFile()) paths.push(path);
      else if (entry.isDirectory() && !passedBy.has(entry.name) && at.depth < limits.depth)
        queue.push({ folder: path, depth: at.depth + 1 });
    }
  }
  // As it was first read, so that a change in between is seen before it would be written over.
  const first = new Map<string, Buffer | undefined>();
  return {
    paths: paths.toSorted(),
    bytes(path) {
      if (!first.has(path)) first.set(path, readInside(root, path));
      return first.get(path);
    },
  };
}

/** What package managers and git keep, which is no source. */
const passedBy: ReadonlySet<string> = new Set([
  '.git',
  'node_modules',
  '.venv',
  '__pycache__',
  'target',
  '.tox',
  '.yarn',
]);

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The inventory of a project, over which edits can be laid. */
export class OpenProject implements Project {
  readonly files: readonly DependencyFile[];
  readonly unread: readonly Unread[];
  /** All edits, against what was read. */
  readonly edits: ReadonlyMap<string, string>;
  readonly #source: ProjectFiles;

  private constructor(source: ProjectFiles, read: Reading, edits: ReadonlyMap<string, string>) {
    this.#source = source;
    this.files = read.files;
    this.unread = read.unread;
    this.edits = edits;
  }

  /** `part`: a folder or file; what lies elsewhere is not looked at. */
  static open(source: ProjectFiles, part?: string): OpenProject {
    const isAsked = (path: string): boolean => part === undefined || path === part || path.startsWith(`${part}/`);
    const paths = source.paths.filter(
      (path) => isAsked(path) && !/(?:^|\/)node_modules\//.test(path) && readersOf(path).length > 0,
    );
    return new OpenProject(
      source,
      read(paths, (path) => source.bytes(path)),
      new Map(),
    );
  }

  /** The same with further edits. */
  with(edits: ReadonlyMap<string, string>): OpenProject {
    const all = new Map([...this.edits, ...edits]);
    const again = read(
      [...edits.keys()].filter((path) => readersOf(path).length > 0),
      (path) => Buffer.from(edits.get(path) ?? ''),
    );
    const files = [...this.files.filter(({ path }) => !edits.has(path)), ...again.files];
    const unread = [...this.unread.filter(({ path }) => !edits.has(path)), ...again.unread];
    return new OpenProject(this.#source, { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), unread }, all);
  }

  text(path: string): string | undefined {
    const edited = this.edits.get(path);
    if (edited !== undefined) return edited;
    const bytes = this.#source.bytes(path);
    if (bytes === undefined) return undefined;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return undefined;
    }
  }
}

interface Reading {
  readonly files: readonly DependencyFile[];
  readonly unread: readonly Unread[];
}

function read(paths: readonly string[], bytesOf: (path: string) => Uint8Array | undefined): Reading {
  const files: DependencyFile[] = [];
  const unread: Unread[] = [];
  for (const path of paths) {
    const bytes = bytesOf(path);
    if (bytes === undefined) unread.push({ path, because: 'it is too large, or gone' });
    else
      try {
        const found = readDependencyFile({ path, bytes }, performance.now() + limits.milliseconds);
        if (found !== undefined) files.push(found);
      } catch (error) {
        if (!(error instanceof ReadFailure)) throw error;
        unread.push({ path, because: error.message });
      }
  }
  return { files, unread };
}
