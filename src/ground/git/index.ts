/** Reads git repositories without running anything that they name. The only door to git. */
export { readBlobs } from './blobs.ts';
export type { Blob } from './blobs.ts';
export { changesBetween, mergeBase, stagedChanges } from './changes.ts';
export type { Change } from './change.ts';
export { clone } from './clone.ts';
export type { CloneOptions } from './clone.ts';
export { GitError } from './error.ts';
export { git, gitSync, originOf, resolveCommit } from './run.ts';
export type { GitOptions } from './run.ts';
export { modes, readIndex } from './index-file.ts';
export type { CachedTrees, Index, IndexEntry } from './index-file.ts';
export { normalRemote, withoutCredentials } from './normal-remote.ts';
export { findRepository, foldsCase, headOf, isRepository } from './repository.ts';
export type { Head, Repository } from './repository.ts';
