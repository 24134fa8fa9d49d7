/** Reads git repositories without running anything that they name. The only door to git. */
export { readBlobs } from './blobs.ts';
export type { Blob } from './blobs.ts';
export { changesBetween, indexOfHook, mergeBase, stagedChanges } from './changes.ts';
export type { Change } from './change.ts';
export { clone } from './clone.ts';
export type { CloneOptions } from './clone.ts';
export { commitOnBranch, filesOfCommit, personOf } from './commit.ts';
export type { NewBranch, NewCommit, Signature, TreeFile } from './commit.ts';
export { GitError } from './error.ts';
export { git, gitSync, originOf, resolveCommit } from './run.ts';
export type { GitOptions } from './run.ts';
export { modes, readIndex } from './index-file.ts';
export type { CachedTrees, Index, IndexEntry } from './index-file.ts';
export { normalRemote, withoutCredentials } from './normal-remote.ts';
export { findRepository, foldsCase, headOf, isRepository } from './repository.ts';
export type { Head, Repository } from './repository.ts';

export { openHistory } from './history/open.ts';
export type { HistoryStore } from './history/open.ts';
export { type Authorship, authorshipOf, type CommitGraph, CommitReader } from './history/commit-graph.ts';
export { deepestFolder, longestPath, type Occurrence, Occurrences, parentTrees } from './history/occurrences.ts';
export { reach } from './history/reach.ts';
export { joinedTrees, type TreeGraph, TreeReader } from './history/tree-graph.ts';
export { WantedTrees } from './history/wanted-trees.ts';
export { findObject, objectKinds, type ObjectTable, oidOf, type StoreGap } from './packs/object-table.ts';
export type { UnpackFailure } from './packs/entry-reader.ts';
export type { FamilyVisitor } from './packs/family-visitor.ts';
export { Unpacker } from './packs/unpacker.ts';
