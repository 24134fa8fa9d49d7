/**
 * Reads what software is made of: lockfiles, manifests, references and installed packages of many ecosystems. One reader each in readers/,
 * by ecosystem. What they read is hostile: linear time, bounded depth, nothing executed.
 */
export { linkFiles } from './link.ts';
export { purlsInAdvisories } from './published-names.ts';
export { readDependencyFile, readersOf } from './read.ts';
export { ReadFailure } from './reader.ts';
export type { DependencyReader, ReadableFile, ReadFailureCode } from './reader.ts';
