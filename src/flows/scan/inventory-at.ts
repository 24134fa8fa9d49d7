import { filesOfCommit, modes, readBlobs, type Repository } from '#ground/git';
import { linkFiles, readDependencyFile, ReadFailure } from '#ground/inventory';
import type { DependencyFile, NotLookedAt } from '#ground/model';
import { mayListDependencies } from '#observe/dependencies';
import { excludedBy } from './excluded.ts';

/** What a project is made of in two commits, and what is not at hand of the later one. */
export interface InventoryChange {
  readonly before: readonly DependencyFile[];
  readonly after: readonly DependencyFile[];
  readonly notLookedAt: readonly NotLookedAt[];
}

const largest = 128 * 1024 * 1024;
/** For one file. */
const readingMs = 10_000;

/**
 * The whole inventories of two commits, each linked as a whole: a change of a property, of a catalogue or of one line of a lockfile decides
 * about packages that stand on other lines and in other files. What is the same in both is read once. Throws GitError.
 */
export function inventoryChange(
  repository: Repository,
  { from, to }: { readonly from: string; readonly to: string },
  exclude: readonly string[],
): InventoryChange {
  const isExcluded = excludedBy(exclude);
  const known = new Map<string, Read>();
  const before = inventoryAt(repository, from, isExcluded, known);
  const after = inventoryAt(repository, to, isExcluded, known);
  return { before: before.files, ...after, after: after.files };
}

interface Read {
  readonly file?: DependencyFile;
  readonly gap?: NotLookedAt;
}

function inventoryAt(
  repository: Repository,
  commit: string,
  isExcluded: (path: string) => boolean,
  known: Map<string, Read>,
): { readonly files: readonly DependencyFile[]; readonly notLookedAt: readonly NotLookedAt[] } {
  const wanted = filesOfCommit(repository, commit).filter(
    ({ path, mode }) => mode !== modes.link && mayListDependencies(path) && !isExcluded(path),
  );
  const unread = wanted.filter(({ path, oid }) => !known.has(keyOf(path, oid)));
  const blobs = readBlobs(
    repository,
    unread.map(({ oid }) => oid),
    largest,
  );
  for (const { path, oid } of unread) {
    const blob = blobs.next().value;
    known.set(keyOf(path, oid), blob?.kind === 'blob' ? read(path, blob.bytes) : { gap: gapOf(path) });
  }
  const all = wanted.map(({ path, oid }) => known.get(keyOf(path, oid)));
  return {
    files: linkFiles(all.flatMap((one) => one?.file ?? [])),
    notLookedAt: all.flatMap((one) => one?.gap ?? []),
  };
}

function keyOf(path: string, oid: string): string {
  return `${oid} ${path}`;
}

function read(path: string, bytes: Uint8Array): Read {
  try {
    const file = readDependencyFile({ path, bytes }, performance.now() + readingMs);
    return file === undefined ? {} : { file };
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    // Where the change touched it, the scan itself says so; otherwise it was so before.
    return {};
  }
}

function gapOf(path: string): NotLookedAt {
  const detail = 'its content is too large, or not in this clone: what the change makes of it is not known';
  return { path, by: 'dependencies', reason: 'missing-data', detail, expected: false };
}
