import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from './change.ts';
import { type Index, type IndexEntry, indexOf, modes } from './index-file.ts';
import { ObjectReader } from './objects.ts';
import { headOf, type Repository } from './repository.ts';

/**
 * What is staged, by comparing the index with the tree of HEAD in this process: folders whose tree the index remembers are
 * passed over, so that few objects are read. Undefined where git has to be asked.
 */
export function stagedWithoutGit(repository: Repository, indexFile: string | undefined): Change[] | undefined {
  // There HEAD is not in the file of its name.
  if (existsSync(join(repository.commonDir, 'reftable'))) return undefined;
  const index = indexOf(indexFile ?? join(repository.gitDir, 'index'), largestIndex);
  if (index === undefined) return undefined;
  const head = headOf(repository.workTree).commit;
  if (head === undefined) return index.entries.filter(isStaged).map((entry) => changeOf(entry, undefined));
  const objects = new ObjectReader(repository);
  try {
    const tree = treeOfCommit(objects, head);
    const changes: Change[] = [];
    const isComplete = tree !== undefined && compare({ index, objects, changes }, tree, '', 0, index.entries.length);
    return isComplete ? changes : undefined;
  } finally {
    objects.close();
  }
}

/** Some 40,000 entries: beyond, git is quicker at reading it. */
const largestIndex = 4 * 1024 * 1024;

interface Comparison {
  readonly index: Index;
  readonly objects: ObjectReader;
  readonly changes: Change[];
}

interface TreeEntry {
  readonly mode: number;
  readonly oid: string;
}

/** Objects of a history that somebody else wrote; a larger tree is left to git. */
const largestTree = 64 * 1024 * 1024;
const treeMode = 0o040000;

/** Compares the entries from `from` up to `to`, which are those below `prefix`, with a tree. False: git has to be asked. */
function compare(comparison: Comparison, tree: string, prefix: string, from: number, to: number): boolean {
  const { index, changes } = comparison;
  if (index.trees.get(prefix.slice(0, -1)) === tree) return true;
  const entries = readTree(comparison.objects, tree);
  if (entries === undefined) return false;
  for (let i = from; i < to;) {
    const entry = index.entries[i]!;
    const slash = entry.path.indexOf('/', prefix.length);
    if (slash === -1) {
      const before = entries.get(entry.path.slice(prefix.length));
      const same = before !== undefined && before.oid === entry.oid && before.mode === entry.mode;
      if (!same && isStaged(entry)) changes.push(changeOf(entry, before));
      i += 1;
      continue;
    }
    const below = entry.path.slice(0, slash + 1);
    const end = endOf(index.entries, below, i, to);
    const before = entries.get(entry.path.slice(prefix.length, slash));
    if (before?.mode !== treeMode)
      changes.push(
        ...index.entries
          .slice(i, end)
          .filter(isStaged)
          .map((each) => changeOf(each, undefined)),
      );
    else if (!compare(comparison, before.oid, below, i, end)) return false;
    i = end;
  }
  return true;
}

/** Behind the last entry below a folder: they stand together. */
function endOf(entries: readonly IndexEntry[], prefix: string, from: number, to: number): number {
  let low = from + 1;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (entries[middle]!.path.startsWith(prefix)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Not unmerged. What is only announced (`git add -N`) counts as an empty file, as it does for git. */
function isStaged(entry: IndexEntry): boolean {
  return entry.stage === 0;
}

function changeOf({ path, mode, oid }: IndexEntry, before: TreeEntry | undefined): Change {
  const isFile = before !== undefined && before.mode !== treeMode && before.mode !== modes.submodule;
  return { path, mode, oid, ...(isFile ? { oldOid: before.oid } : {}) };
}

function treeOfCommit(objects: ObjectReader, commit: string): string | undefined {
  const object = objects.read(commit, 1024 * 1024);
  if (object === 'unread' || 'tooLarge' in object || object.type !== 'commit') return undefined;
  return /^tree ([0-9a-f]{40})\n/.exec(object.bytes.toString('latin1', 0, 64))?.[1];
}

/** `mode SP name NUL oid`, one after the other. Undefined for one that is not read or not well formed. */
function readTree(objects: ObjectReader, oid: string): Map<string, TreeEntry> | undefined {
  const object = objects.read(oid, largestTree);
  if (object === 'unread' || 'tooLarge' in object || object.type !== 'tree') return undefined;
  const { bytes } = object;
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const nul = space === -1 ? -1 : bytes.indexOf(0, space);
    if (nul === -1 || nul + 21 > bytes.length) return undefined;
    const mode = Number.parseInt(bytes.toString('latin1', at, space), 8);
    entries.set(bytes.toString('utf8', space + 1, nul), { mode, oid: bytes.toString('hex', nul + 1, nul + 21) });
    at = nul + 21;
  }
  return entries;
}
